// The seam to the user's browser.
#ifndef IDENTITY_SEAMS_BROWSER_H_
#define IDENTITY_SEAMS_BROWSER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "identity/context.h"
#include "identity/seams/environment.h"
#include "identity/seams/process_runner.h"

namespace azure::identity {

// Safe for use by many threads at once.
class Browser {
 public:
  virtual ~Browser() = default;

  // Shows the user `url`. Returns when the program that shows it has ended, or when `ctx`
  // ends, which also says that the user has come back: what shows the page stays then, since
  // the user may go on with it. Errors: see NewBrowser; Context::Err.
  virtual absl::Status Open(const Context& ctx, const std::string& url) = 0;
};

// Runs the first of xdg-open, x-www-browser and www-browser that there is, as
// azidentity does. Errors, with Go's texts: kNotFound if there is none;
// kUnavailable "exit status 3" or "signal: killed" for one that fails.
std::shared_ptr<Browser> NewBrowser(std::shared_ptr<ProcessRunner> processes,
                                    std::shared_ptr<Environment> environment);

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_BROWSER_H_
