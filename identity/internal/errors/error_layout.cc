#include "identity/internal/errors/error_layout.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/text/json_indent.h"

namespace azure::identity::internal {
namespace {

constexpr absl::string_view kRule =
    "--------------------------------------------------------------------------------";
constexpr absl::string_view kGuideUrl = "https://aka.ms/azsdk/go/identity/troubleshoot#";

std::string Link(absl::string_view anchor) {
  return absl::StrCat("To troubleshoot, visit ", kGuideUrl, anchor);
}

// "POST https://login.microsoftonline.com/…/token"
std::string RequestLine(const ErrorDetails::Http& http) {
  if (http.url.empty()) return "Request information not available";
  return absl::StrCat(http.method, " ", http.url);
}

// "401 Unauthorized", as the status line has it: without a reason, the space stays.
std::string Status(const ErrorDetails::Http& http) {
  return absl::StrCat(http.status_code, " ", http.reason);
}

std::string Body(const ErrorDetails::Http& http) {
  if (http.body.empty()) return "Response contained no body";
  return IndentJson(http.body).value_or(http.body);
}

// A chain's message with its sources' errors under it.
std::string Message(const ErrorDetails& details, ErrorLayout layout) {
  if (details.children.empty()) return details.message;
  std::string text = absl::StrCat(details.message, "\nAttempted credentials:");
  for (const ErrorDetails& child : details.children) {
    absl::StrAppend(&text, "\n\t",
                    absl::StrReplaceAll(LayOutError(child, layout), {{"\n", "\n\t\t"}}));
  }
  return text;
}

// A chain that its last source's failure ended has that source's response, which
// the text already shows.
bool ShowsResponse(const ErrorDetails& details) {
  if (!details.http || details.credential.empty()) return false;
  return details.children.empty() ||
         details.children.back().kind != ErrorKind::kAuthenticationFailed;
}

std::string WithResponse(const ErrorDetails& details, ErrorLayout layout) {
  const bool guide = layout == ErrorLayout::kGuide;
  const ErrorDetails::Http& http = *details.http;
  const std::string message = Message(details, layout);
  std::string text = absl::StrCat(details.credential, " authentication failed");
  // azidentity keeps the ". " where no message follows; the guide does not.
  if (!guide || !message.empty()) absl::StrAppend(&text, ". ", message);
  absl::StrAppend(&text, "\n", RequestLine(http), "\n", kRule, "\nRESPONSE ");
  if (!guide) absl::StrAppend(&text, http.status_code, ": ");
  absl::StrAppend(&text, Status(http), "\n", kRule, "\n", Body(http), "\n", kRule);
  if (!guide && !details.troubleshooting_anchor.empty()) {
    absl::StrAppend(&text, "\n", Link(details.troubleshooting_anchor));
  }
  return text;
}

std::string WithoutResponse(const ErrorDetails& details, ErrorLayout layout) {
  std::string message = Message(details, layout);
  if (details.credential.empty()) return message;
  std::string text = absl::StrCat(details.credential, ": ", message);
  if (layout == ErrorLayout::kAzidentity && !details.troubleshooting_anchor.empty()) {
    absl::StrAppend(&text, absl::EndsWith(message, ".") ? " " : ". ",
                    Link(details.troubleshooting_anchor));
  }
  return text;
}

std::string ServiceError(const ErrorDetails& details) {
  if (!details.http) {
    return absl::StrCat("Missing RawResponse\n", kRule, "\nERROR CODE UNAVAILABLE\n", kRule, "\n");
  }
  const ErrorDetails::Http& http = *details.http;
  const std::string code = http.error_code.empty() ? "ERROR CODE UNAVAILABLE"
                                                   : absl::StrCat("ERROR CODE: ", http.error_code);
  return absl::StrCat(RequestLine(http), "\n", kRule, "\nRESPONSE ", http.status_code, ": ",
                      Status(http), "\n", code, "\n", kRule, "\n", Body(http), "\n", kRule, "\n");
}

}  // namespace

std::string LayOutError(const ErrorDetails& details, ErrorLayout layout) {
  switch (details.kind) {
    case ErrorKind::kAuthenticationFailed:
      return ShowsResponse(details) ? WithResponse(details, layout)
                                    : WithoutResponse(details, layout);
    case ErrorKind::kAuthenticationRequired:
      return details.credential.empty() ? details.message
                                        : absl::StrCat(details.credential, " ", details.message);
    case ErrorKind::kServiceError:
      return ServiceError(details);
    default:
      return WithoutResponse(details, layout);
  }
}

absl::string_view TroubleshootingAnchor(absl::string_view credential) {
  static constexpr std::pair<absl::string_view, absl::string_view> kAnchors[] = {
      {"AzureCLICredential", "azure-cli"},
      {"AzureDeveloperCLICredential", "azd"},
      {"AzurePipelinesCredential", "apc"},
      {"AzurePowerShellCredential", "azure-pwsh"},
      {"ClientCertificateCredential", "client-cert"},
      {"ClientSecretCredential", "client-secret"},
      {"ManagedIdentityCredential", "managed-id"},
      {"WorkloadIdentityCredential", "workload"},
  };
  for (const auto& [name, anchor] : kAnchors) {
    if (name == credential) return anchor;
  }
  return "";
}

}  // namespace azure::identity::internal
