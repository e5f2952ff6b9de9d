// Everything the library asks of the outside world, in one struct.
#ifndef IDENTITY_SEAMS_SEAMS_H_
#define IDENTITY_SEAMS_SEAMS_H_

#include <memory>

#include "identity/seams/browser.h"
#include "identity/seams/clock.h"
#include "identity/seams/console.h"
#include "identity/seams/environment.h"
#include "identity/seams/executor.h"
#include "identity/seams/file_system.h"
#include "identity/seams/process_runner.h"
#include "identity/seams/random.h"
#include "identity/seams/redirect_listener.h"

namespace azure::identity {

// The real world by default; a test replaces what it wants to control. The
// HTTP transport is not here but in ClientOptions, since users replace it too.
struct Seams {
  // None is null.
  std::shared_ptr<Clock> clock = RealClock();
  std::shared_ptr<Environment> environment = RealEnvironment();
  std::shared_ptr<FileSystem> files = RealFileSystem();
  std::shared_ptr<ProcessRunner> processes = RealProcessRunner();
  std::shared_ptr<Random> random = RealRandom();
  std::shared_ptr<Console> console = RealConsole();
  std::shared_ptr<Executor> executor = BackgroundExecutor();
  std::shared_ptr<RedirectListeners> redirect_listeners = LoopbackListeners();

  // Null means the user's, started through `processes`.
  std::shared_ptr<Browser> browser;
};

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_SEAMS_H_
