// Who sits at the keyboard while a scenario is replayed.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_KEYBOARD_H_
#define TOOLS_AZMOCK_CLI_REPLAY_KEYBOARD_H_

#include <atomic>
#include <memory>
#include <mutex>

#include "identity/context.h"
#include "identity/device_code_message.h"
#include "identity/seams/clock.h"
#include "identity/seams/process_runner.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario.pb.h"
#include "tools/azmock_cli/browser/scripted_browser.h"

namespace azmock {

// Plays a scenario's persons on the pages of the fakes, one for each visit. Safe for
// use by many threads.
class Keyboard {
 public:
  // Both must outlive this.
  Keyboard(const mock::scenario::Client& client, const Fakes& fakes);

  // The programs of the host: the one that opens a page in the browser, if there is
  // one. A person who leaves the page open lets it run until the context ends. Must
  // not be used when the keyboard is gone.
  std::shared_ptr<azure::identity::ProcessRunner> Programs(
      std::shared_ptr<azure::identity::Clock> clock);

  // Shows a device code: at once a person does what is to be done with it. The error
  // is the scenario's own.
  absl::Status Prompt(const azure::identity::DeviceCodeMessage& message);

  // What went wrong with a visit itself, which is no outcome of the client's call.
  absl::Status problem() const;

 private:
  class BrowserPrograms;

  // One for each visit: few scenarios have any, and it takes a while to make.
  ScriptedBrowser OpenBrowser() const;
  mock::scenario::Person NextPerson() { return PersonOf(client_, visits_++); }
  void Note(const absl::Status& problem);

  const mock::scenario::Client& client_;
  const Fakes& fakes_;
  std::atomic<int> visits_{0};
  mutable std::mutex mutex_;
  absl::Status problem_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_KEYBOARD_H_
