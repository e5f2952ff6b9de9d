// What tests of the hosts share: a host, its identities, an Entra ID that says yes.
#ifndef MOCK_IMDS_TESTING_H_
#define MOCK_IMDS_TESTING_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_imds/host_exchange.h"

namespace mock::imds {

// 2026-01-15T12:00:00Z.
absl::Time TestNow();

// A host of this text format, with the identities "own" (its own), "first" and
// "second". Of each the client ID is "<name>-client", and so on. Entra ID knows no
// resource but https://vault.azure.net, and gives the token "token of <name>". A
// certificate is the text "certificate of <name> for <days> days, tokens for <days>".
class TestHost {
 public:
  explicit TestHost(const std::string& text,
                    const std::string& identities =
                        "identities { identity: 'own' system_assigned: true } "
                        "identities { identity: 'first' } identities { identity: 'second' }");

  // The exchange of a request that came `age` after the host's start. Lives as long as
  // the request.
  HostExchange Receive(const http::Request& request, absl::Duration age = absl::ZeroDuration());

  const ManagedIdentityHost& host() const { return host_; }
  const IdentityProvider& identities() const { return identities_; }

  // What key files were written; set `can_write` to false to make that fail.
  std::vector<KeyFile> key_files;
  bool can_write = true;

  // What the last certificate was given for; set `can_certify` to false to have none.
  std::string certified_key;
  bool can_certify = true;

 private:
  ManagedIdentityHost host_;
  scenario::Setting setting_;
  IdentityProvider identities_;
  WriteKeyFile write_key_file_;
  std::unique_ptr<Random> random_ = Random::Seeded(1);
};

// With "Metadata: true"; headers are name and value in turn.
http::Request Get(absl::string_view target, const std::vector<std::string>& headers = {});
http::Request PlainGet(absl::string_view target, const std::vector<std::string>& headers = {});

// "200 {…}". A test fails with what refuses without a reason.
std::string Told(const http::Response& response);

}  // namespace mock::imds

#endif  // MOCK_IMDS_TESTING_H_
