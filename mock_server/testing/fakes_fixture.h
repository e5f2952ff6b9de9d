// A GoogleTest fixture: the fakes, and the C++ library pointed at them.
//
//   class MyTest : public azmock::FakesTest {};
//
//   TEST_F(MyTest, AnExpiredSecretIsExplained) {
//     const auto client = Arm("client-secret-expired").client_secret();
//     …
//     EXPECT_THAT(Exchanges(), ElementsAre(…));
//   }
#ifndef MOCK_SERVER_TESTING_FAKES_FIXTURE_H_
#define MOCK_SERVER_TESTING_FAKES_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "identity/client_options.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// Every test has fakes of its own, on free ports of loopback. Their time begins at
// 2026-01-01T00:00:00Z and jumps to whatever somebody waits for, so no test waits; IDs
// repeat, so answers do. A fake that cannot start fails the test.
class FakesTest : public ::testing::Test {
 protected:
  FakesTest();

  Fakes& fakes() { return *fakes_; }

  // Arms a scenario, by its ID or the path of a .textproto file, and sets the clock to
  // its start. Returns the client that it describes, whose assertions are texts and whose
  // certificates are `data` now. One that cannot be armed fails the test.
  mock::scenario::Client Arm(const std::string& id_or_path);

  // For a credential that lives in the fakes' world: every host name leads to them, time
  // is theirs, and there are no environment variables but those of the armed client. Take
  // them after arming; they must not outlive the test.
  azure::identity::ClientOptions FakesClientOptions() const;

  // What was asked and answered so far, oldest first:
  //   "POST login.microsoftonline.com/contoso.example/oauth2/v2.0/token 401"
  // A connection that got no answer has the fault's name instead of the status. Where the
  // journal was too small for all of them, the test fails.
  std::vector<std::string> Exchanges() const;

 private:
  std::unique_ptr<Fakes> fakes_;
  mock::scenario::Client client_;  // the last one armed
};

}  // namespace azmock

#endif  // MOCK_SERVER_TESTING_FAKES_FIXTURE_H_
