// A browser, its user, and the address at which it comes back, all in memory.
#ifndef IDENTITY_TESTING_FAKE_BROWSER_H_
#define IDENTITY_TESTING_FAKE_BROWSER_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "identity/seams/browser.h"
#include "identity/seams/console.h"
#include "identity/seams/redirect_listener.h"

namespace azure::identity {

// Does what a test says when a page is opened.
class FakeBrowser final : public Browser {
 public:
  // Called with each page.
  using User = std::function<absl::Status(const Context&, const std::string& url)>;

  // `user` is called on the thread that opens the page.
  explicit FakeBrowser(User user) : user_(std::move(user)) {}

  absl::Status Open(const Context& ctx, const std::string& url) override { return user_(ctx, url); }

 private:
  const User user_;
};

// Hands requests to whoever listens. Safe for use by many threads at once.
class FakeRedirectListeners final : public RedirectListeners {
 public:
  // What a listener on port 0 has.
  static constexpr int kFreePort = 50000;

  absl::StatusOr<std::unique_ptr<RedirectListener>> Listen(int port, Answer answer) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    answer_ = std::move(answer);
    return std::make_unique<Listener>(this, port == 0 ? kFreePort : port);
  }

  // The page for a form that a browser posts; status 0 if nobody listens.
  RedirectAnswer Post(const std::string& form) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (answer_ == nullptr) return {0, ""};
    return answer_({"POST", "/", "localhost", /*is_form=*/true, form});
  }

  // Whether a listener is there.
  bool listening() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return answer_ != nullptr;
  }

 private:
  class Listener final : public RedirectListener {
   public:
    Listener(FakeRedirectListeners* owner, int port) : owner_(owner), port_(port) {}
    ~Listener() override {
      const std::lock_guard<std::mutex> lock(owner_->mutex_);
      owner_->answer_ = nullptr;
    }
    int port() const override { return port_; }

   private:
    FakeRedirectListeners* const owner_;
    const int port_;
  };

  mutable std::mutex mutex_;
  Answer answer_;
};

// Keeps what is printed. For one thread.
class FakeConsole final : public Console {
 public:
  void PrintLine(absl::string_view line) override { lines.emplace_back(line); }

  // All that was shown.
  std::vector<std::string> lines;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_BROWSER_H_
