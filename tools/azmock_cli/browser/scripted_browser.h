// A browser without a screen, and who sits before it: plays a scenario's persons on
// the pages of the fake Entra ID.
#ifndef TOOLS_AZMOCK_CLI_BROWSER_SCRIPTED_BROWSER_H_
#define TOOLS_AZMOCK_CLI_BROWSER_SCRIPTED_BROWSER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/transport/http_transport.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// The n-th person of the client, the last one from then on; nobody acts if it has none.
mock::scenario::Person PersonOf(const mock::scenario::Client& client, int visit);

// Every host but "localhost" and "127.0.0.1" is the fakes. Forgets its cookies after
// each visit. Safe for use by many threads.
class ScriptedBrowser {
 public:
  // `endpoint` is address and port of the fakes' TLS server, `ca_pem` what signed its
  // certificate.
  ScriptedBrowser(const std::string& endpoint, std::string ca_pem);

  // What the person does on the page at `url`. Returns true when the browser has been
  // back at the client, false when there is nothing more to do. Errors: those of the
  // transport, and kInternal for pages that it can't make sense of.
  absl::StatusOr<bool> Browse(const mock::scenario::Person& person, const std::string& url) const;

  // The same on the page at `url` where `user_code` is to be entered.
  absl::StatusOr<bool> EnterCode(const mock::scenario::Person& person, const std::string& url,
                                 const std::string& user_code) const;

 private:
  std::shared_ptr<azure::identity::HttpTransport> to_fakes_;
  std::shared_ptr<azure::identity::HttpTransport> to_client_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_BROWSER_SCRIPTED_BROWSER_H_
