#include "identity/internal/proofs/token_proxy.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "identity/internal/crypto/openssl_error.h"
#include "identity/internal/crypto/openssl_ptr.h"
#include "identity/internal/crypto/pem.h"
#include "identity/internal/text/alphanumeric.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

constexpr std::int64_t kMaxCaBytes = 1 << 20;

absl::Status Invalid(absl::string_view text) { return absl::InvalidArgumentError(text); }

absl::StatusOr<Url> ParseProxyUrl(const std::string& text) {
  absl::StatusOr<Url> url = ParseUrl(text);
  if (!url.ok()) {
    return Invalid(absl::StrCat("failed to parse custom token proxy URL ", QuoteGo(text), ": ",
                                url.status().message()));
  }
  if (url->scheme != "https") {
    return Invalid(
        absl::StrCat("custom token endpoint must use https scheme, got ", QuoteGo(url->scheme)));
  }
  const std::size_t number_sign = std::min(text.find('#'), text.size());
  const std::string fragment = text.substr(number_sign);
  const auto must_not_contain = [&](absl::string_view what) {
    std::string shown = absl::StrCat(url->ToString(), fragment);
    // It may hold a password.
    if (!url->user_info.empty()) shown.insert(std::string("https://").size(), "REDACTED@");
    return Invalid(
        absl::StrCat("custom token endpoint URL ", QuoteGo(shown), " must not contain ", what));
  };
  if (!url->user_info.empty()) return must_not_contain("user info");
  if (!url->query.empty()) return must_not_contain("a query");
  if (fragment.size() > 1) return must_not_contain("a fragment");
  return url;
}

bool IsCertificate(const PemBlock& block) {
  const OpensslErrorScope errors;
  if (block.type != "CERTIFICATE" || !block.headers.empty()) return false;
  const auto* der = reinterpret_cast<const unsigned char*>(block.bytes.data());
  return X509Ptr(d2i_X509(nullptr, &der, static_cast<long>(block.bytes.size()))) != nullptr;
}

// The certificates in `text`, alone, since libcurl refuses all for one bad block;
// "" if there are none.
std::string CertificatesIn(absl::string_view text) {
  std::string pem;
  for (const PemBlock& block : ReadPem(text).blocks) {
    if (!IsCertificate(block)) continue;
    const std::string base64 = absl::Base64Escape(block.bytes);
    absl::StrAppend(&pem, "-----BEGIN CERTIFICATE-----\n");
    for (std::size_t i = 0; i < base64.size(); i += 64) {
      absl::StrAppend(&pem, base64.substr(i, 64), "\n");
    }
    absl::StrAppend(&pem, "-----END CERTIFICATE-----\n");
  }
  return pem;
}

// It becomes part of a URL.
bool IsHostName(absl::string_view text) { return IsAlphanumericOr("-._", text); }

// Go's URL.JoinPath: one path behind the other, without "." and "..".
std::string JoinPaths(absl::string_view first, absl::string_view second) {
  std::vector<absl::string_view> segments;
  for (const absl::string_view path : {first, second}) {
    for (const absl::string_view segment : absl::StrSplit(path, '/', absl::SkipEmpty())) {
      if (segment == "..") {
        if (!segments.empty()) segments.pop_back();
      } else if (segment != ".") {
        segments.push_back(segment);
      }
    }
  }
  const bool slash = absl::EndsWith(second, "/") && !segments.empty();
  return absl::StrCat("/", absl::StrJoin(segments, "/"), slash ? "/" : "");
}

// `Post "https://host/path": …` without the part that names the URL.
absl::Status WithoutUrl(const absl::Status& status) {
  absl::string_view text = status.message();
  const std::size_t end = text.find("\": ");
  if (!absl::StartsWith(text, "Get \"") && !absl::StartsWith(text, "Post \"")) return status;
  if (end == absl::string_view::npos) return status;
  return absl::Status(status.code(), text.substr(end + 3));
}

}  // namespace

absl::StatusOr<std::shared_ptr<HttpTransport>> TokenProxy::Configured(
    const Environment& environment, std::shared_ptr<FileSystem> files, MakeTransport transport) {
  const std::string text = environment.GetOrEmpty("AZURE_KUBERNETES_TOKEN_PROXY");
  std::string sni_name = environment.GetOrEmpty("AZURE_KUBERNETES_SNI_NAME");
  std::string ca_file = environment.GetOrEmpty("AZURE_KUBERNETES_CA_FILE");
  const std::string ca_data = environment.GetOrEmpty("AZURE_KUBERNETES_CA_DATA");
  if (text.empty()) {
    if (sni_name.empty() && ca_file.empty() && ca_data.empty()) return nullptr;
    return Invalid(
        "AZURE_KUBERNETES_TOKEN_PROXY is not set but other custom endpoint-related environment "
        "variables are present");
  }
  absl::StatusOr<Url> url = ParseProxyUrl(text);
  if (!url.ok()) return url.status();
  if (!ca_file.empty() && !ca_data.empty()) {
    return Invalid(
        "only one of AZURE_KUBERNETES_CA_FILE and AZURE_KUBERNETES_CA_DATA can be specified");
  }
  if (!IsHostName(sni_name)) {
    return Invalid(
        absl::StrCat("AZURE_KUBERNETES_SNI_NAME ", QuoteGo(sni_name), " is not a host name"));
  }
  std::string ca_pem;
  if (!ca_data.empty()) {
    ca_pem = CertificatesIn(ca_data);
    if (ca_pem.empty()) return Invalid("parse CA data: no valid certificates found");
  }
  std::shared_ptr<TokenProxy> proxy(new TokenProxy(*std::move(url), std::move(sni_name),
                                                   std::move(ca_file), std::move(files),
                                                   std::move(transport)));
  if (proxy->ca_file_.empty()) {
    proxy->Connect(std::move(ca_pem));
  } else if (auto preloaded = proxy->Transport(); !preloaded.ok()) {
    return preloaded.status();
  }
  return proxy;
}

TokenProxy::TokenProxy(Url url, std::string sni_name, std::string ca_file,
                       std::shared_ptr<FileSystem> files, MakeTransport transport)
    : url_(std::move(url)),
      sni_name_(std::move(sni_name)),
      ca_file_(std::move(ca_file)),
      files_(std::move(files)),
      make_transport_(std::move(transport)) {}

absl::StatusOr<std::shared_ptr<HttpTransport>> TokenProxy::Transport() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!ca_file_.empty()) {
    if (absl::Status status = ReadCaFile(); !status.ok()) return status;
  }
  return transport_;
}

absl::Status TokenProxy::ReadCaFile() {
  const std::string quoted = QuoteGo(ca_file_);
  absl::StatusOr<std::string> content = files_->ReadFile(ca_file_, kMaxCaBytes);
  if (!content.ok()) {
    return absl::Status(content.status().code(),
                        absl::StrCat("read CA file ", quoted, ": ", content.status().message()));
  }
  if (content->empty()) {
    // It is about to be renewed.
    if (transport_ != nullptr) return absl::OkStatus();
    return Invalid(absl::StrCat("CA file ", quoted, " is empty"));
  }
  if (*content == ca_data_) return absl::OkStatus();
  std::string ca_pem = CertificatesIn(*content);
  if (ca_pem.empty()) {
    return Invalid(absl::StrCat("parse CA file ", quoted, ": no valid certificates found"));
  }
  Connect(std::move(ca_pem));
  ca_data_ = *std::move(content);
  return absl::OkStatus();
}

// To ask for another name in TLS, URLs have that name, and its connections are
// the proxy's.
void TokenProxy::Connect(std::string ca_pem) {
  CurlTransportOptions options;
  options.max_redirects = -1;
  options.ca_pem = std::move(ca_pem);
  if (!sni_name_.empty()) {
    const std::string port = url_.Port().empty() ? "443" : url_.Port();
    const std::string host = absl::StrContains(url_.Hostname(), ':')
                                 ? absl::StrCat("[", url_.Hostname(), "]")
                                 : url_.Hostname();
    options.connect_to = {absl::StrCat(sni_name_, ":", port, ":", host, ":", port)};
  }
  transport_ = make_transport_(std::move(options));
}

absl::StatusOr<HttpResponse> TokenProxy::Send(const Context& ctx, const HttpRequest& request) {
  const absl::StatusOr<std::shared_ptr<HttpTransport>> transport = Transport();
  if (!transport.ok()) return absl::UnavailableError(transport.status().message());
  const absl::StatusOr<Url> original = ParseUrl(request.url);
  if (!original.ok()) return original.status();

  const std::string path = JoinPaths(url_.escaped_path, original->escaped_path);
  const std::string query = absl::StrCat(original->query.empty() ? "" : "?", original->query);
  const std::string port = url_.Port().empty() ? "" : absl::StrCat(":", url_.Port());
  const std::string host = sni_name_.empty() ? url_.host : absl::StrCat(sni_name_, port);
  HttpRequest redirected = request;
  redirected.url = absl::StrCat("https://", host, path, query);
  redirected.headers.Set("Host", original->host);
  absl::StatusOr<HttpResponse> response = (*transport)->Send(ctx, redirected);
  if (!response.ok()) return WithoutUrl(response.status());
  response->request_method = request.method;
  response->request_url = absl::StrCat("https://", url_.host, path, query);
  return response;
}

}  // namespace azure::identity::internal
