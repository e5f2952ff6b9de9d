// Any request at all to any managed-identity host has an answer: JSON that is valid, a refusal with
// its reason, and never the host's own secret.
//
// The input's lines are method, target, host, the headers as "name: value", an empty line; the rest
// is the body.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_imds/hosts.h"
#include "mock_imds/testing.h"
#include "nlohmann/json.hpp"

namespace {

using mock::imds::HostsOptions;

constexpr char kSecret[] = "a-secret-of-the-host";

void Require(bool condition) {
  if (!condition) std::abort();
}

// Each kind at an address of its own.
struct AllHosts {
  AllHosts() {
    Add("IMDS", "169.254.169.254/metadata/identity/oauth2/token", "imds_v2 { state: AVAILABLE }");
    Add("APP_SERVICE", "127.0.0.1:1/msi/token/");
    Add("AZURE_ARC", "localhost:2/metadata/identity/oauth2/token");
    Add("CLOUD_SHELL", "127.0.0.1:3/oauth2/token");
    Add("SERVICE_FABRIC", "127.0.0.1:4/metadata/identity/oauth2/token");
    Add("AZURE_ML", "127.0.0.1:5/MSI/auth");
    HostsOptions options;
    options.clock = &clock;
    options.random = random.get();
    options.list = &list;
    options.identities = identities.identities();
    options.write_key_file = [](const mock::imds::KeyFile&) { return true; };
    hosts = std::make_unique<mock::imds::Hosts>(options);
  }

  void Add(const char* kind, const char* endpoint, const char* more = "") {
    const mock::imds::TestHost host(absl::StrCat("kind: ", kind, " endpoint: 'http://", endpoint,
                                                 "' secret: '", kSecret, "' ", more));
    mock::imds::ManagedIdentityHosts added;
    *added.Add() = host.host();
    list.Merge(added);
  }

  mock::VirtualClock clock{mock::VirtualClock::Mode::kFrozen, mock::imds::TestNow()};
  const std::unique_ptr<mock::Random> random = mock::Random::Seeded(1);
  const mock::imds::TestHost identities{"kind: IMDS"};
  mock::imds::HostList list{&clock};
  std::unique_ptr<mock::imds::Hosts> hosts;
};

mock::http::Request RequestFrom(absl::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits("\n\n", 1));
  const std::vector<std::string> lines = absl::StrSplit(parts[0], '\n');
  const auto line = [&](std::size_t i) { return i < lines.size() ? lines[i] : std::string(); };
  mock::http::Request request = mock::imds::PlainGet(line(1), {"Host", line(2)});
  request.method = line(0);
  for (std::size_t i = 3; i < lines.size(); ++i) {
    const std::pair<std::string, std::string> header =
        absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
    request.headers.Set(header.first, header.second);
  }
  if (parts.size() > 1) request.body = parts[1];
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static auto* const all = new AllHosts;
  const auto request = RequestFrom({reinterpret_cast<const char*>(data), size});
  const auto host = all->hosts->Find(request);
  if (host == nullptr) return 0;
  const auto response = all->hosts->Handle(*host, request, {}).response;
  Require(response.status >= 200 && response.status <= 599);
  Require(response.status < 400 || !response.remarks.reason.empty());
  const bool json = absl::StartsWith(response.headers.Get("Content-Type"), "application/json");
  if (json && !response.body.empty()) Require(nlohmann::json::accept(response.body));
  const bool sent = absl::StrContains({reinterpret_cast<const char*>(data), size}, kSecret);
  Require(sent || !absl::StrContains(response.body, kSecret));
  return 0;
}
