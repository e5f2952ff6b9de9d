#include "mock_server/arming/client_values.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "mock_imds/host_endpoint.h"

namespace azmock {
namespace {

constexpr char kCaPem[] = "{{ca_pem}}";
constexpr absl::string_view kTokenProxy = "{{token_proxy}}";

}  // namespace

absl::Status FillIn(const ClientValues& values, mock::scenario::Client* client) {
  for (auto& [name, value] : *client->mutable_environment()) {
    if (value == mock::imds::kThumbprintPlaceholder) value = values.thumbprint;
    absl::StrReplaceAll({{kCaPem, values.ca_pem}}, &value);
    absl::string_view path = value;
    if (!absl::ConsumePrefix(&path, kTokenProxy)) continue;
    const auto url = values.token_proxy(path.substr(0, path.find_first_of("?#")));
    if (!url.ok()) return url.status();
    value = absl::StrCat(*url, path);
  }
  const auto fill_in = [&values](mock::scenario::File& file) {
    if (!file.assertion().has_text()) return;
    absl::StrReplaceAll({{kCaPem, values.ca_pem}}, file.mutable_assertion()->mutable_text());
  };
  for (auto& file : *client->mutable_files()) fill_in(file);
  for (auto& call : *client->mutable_calls()) {
    if (call.has_write_file()) fill_in(*call.mutable_write_file());
  }
  return absl::OkStatus();
}

}  // namespace azmock
