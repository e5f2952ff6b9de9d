#include "mock_imds/testing.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace mock::imds {
namespace {

Principal NamedPrincipal(absl::string_view name) {
  return {std::string(name), absl::StrCat(name, "-client"), absl::StrCat(name, "-object"),
          absl::StrCat("/subscriptions/", name)};
}

std::variant<Token, TokenError> Issue(const Principal& principal, absl::string_view resource) {
  if (resource != "https://vault.azure.net") {
    TokenError refused{400,
                       R"({"error":"invalid_resource","error_description":"AADSTS500011: …"})"};
    refused.remarks.reason = "the tenant has no resource of this name";
    return refused;
  }
  return Token{absl::StrCat("token of ", principal.name), TestNow() - absl::Minutes(5),
               TestNow() + absl::Hours(24), absl::Seconds(86399)};
}

}  // namespace

absl::Time TestNow() { return absl::FromUnixSeconds(1768478400); }

TestHost::TestHost(const std::string& text, const std::string& identities) {
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text + " " + identities, &host_));
  setting_.set_correlation_id("4ce26535-1769-4001-96e3-9019ce00922d");
  identities_.find = [](absl::string_view, absl::string_view name) -> std::optional<Principal> {
    if (name == "gone") return std::nullopt;
    return NamedPrincipal(name);
  };
  identities_.issue = [](const std::string&, const Principal& principal, absl::string_view resource,
                         const http::Request&,
                         const scenario::Setting&) { return Issue(principal, resource); };
  identities_.certify = [this](const std::string&, const Principal& principal,
                               const CertificateOrder& order) -> absl::StatusOr<std::string> {
    if (!can_certify) return absl::UnavailableError("down");
    certified_key = order.public_key;
    const auto days = [](absl::Duration time) { return absl::ToInt64Hours(time) / 24; };
    return absl::StrCat("certificate of ", principal.name, " for ", days(order.lifetime),
                        " days, tokens for ", days(order.tokens_for));
  };
  write_key_file_ = [this](const KeyFile& file) {
    if (can_write) key_files.push_back(file);
    return can_write;
  };
}

HostExchange TestHost::Receive(const http::Request& request, absl::Duration age) {
  return {request, setting_, host_, TestNow() + age, age, identities_, *random_, write_key_file_};
}

http::Request PlainGet(absl::string_view target, const std::vector<std::string>& headers) {
  http::Request request;
  request.method = "GET";
  request.target = std::string(target);
  const auto query = target.find('?');
  request.path = std::string(target.substr(0, query));
  if (query != absl::string_view::npos) request.query = std::string(target.substr(query + 1));
  for (std::size_t i = 0; i + 1 < headers.size(); i += 2) {
    request.headers.Set(headers[i], headers[i + 1]);
  }
  request.host = std::string(request.headers.Get("Host"));
  return request;
}

http::Request Get(absl::string_view target, const std::vector<std::string>& headers) {
  http::Request request = PlainGet(target, headers);
  request.headers.Set("Metadata", "true");
  return request;
}

std::string Told(const http::Response& response) {
  EXPECT_TRUE(response.status < 400 || !response.remarks.reason.empty())
      << response.status << " " << response.body << " does not say why";
  return absl::StrCat(response.status, response.body.empty() ? "" : " ", response.body);
}

}  // namespace mock::imds
