#include "identity/robustness/world.h"

#include <signal.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "identity/seams/errno_text.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_random.h"

namespace azure::identity {
namespace {

// Far more than any call needs: one that takes them does not end.
constexpr std::size_t kMostSteps = 300;

std::string WithoutQuery(const std::string& url) { return url.substr(0, url.find('?')); }

}  // namespace

class World::Transport final : public HttpTransport {
 public:
  explicit Transport(World* world) : world_(world) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override {
    if (const absl::Status ended = world_->clock_->Err(ctx); !ended.ok()) {
      return HttpError(ended.code(), request, ended.message());
    }
    const Fault fault =
        world_->Step(Seam::kHttp, absl::StrCat(request.method, " ", WithoutQuery(request.url)));
    if (const absl::Status ended = world_->Ended(fault, ctx); !ended.ok()) {
      return HttpError(ended.code(), request, ended.message());
    }
    if (world_->IsAbsent(request.url)) return Spoilt(Fault::kRefused, request, {});
    absl::StatusOr<HttpResponse> response =
        Spoilt(fault, request, world_->services_.Answer(request));
    if (response.ok()) {
      response->request_method = request.method;
      response->request_url = request.url;
    }
    return response;
  }

 private:
  World* const world_;
};

class World::Processes final : public ProcessRunner {
 public:
  explicit Processes(World* world) : world_(world) {}

  absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) override {
    if (absl::Status ended = world_->clock_->Err(ctx); !ended.ok()) return ended;
    const std::string& command = request.argv.back();
    const Fault fault =
        world_->Step(Seam::kProcess, absl::StrCat("run ", command.substr(0, command.find(' '))));
    if (!world_->Ended(fault, ctx).ok()) return ProcessResult{0, SIGKILL, "", ""};
    if (world_->IsAbsent(command)) return ProcessResult{127, 0, "", "sh: 1: not found\n"};
    return Spoilt(fault, Services::Run(command));
  }

 private:
  World* const world_;
};

class World::Files final : public FileSystem {
 public:
  explicit Files(World* world) : world_(world) {}

  absl::StatusOr<std::string> ReadFile(absl::string_view path,
                                       std::int64_t /*max_bytes*/) const override {
    const Fault fault = world_->Step(Seam::kFile, absl::StrCat("read ", path));
    std::string content = Services::File(path);
    if (content.empty()) return internal::PathError("open", path, ENOENT);
    return SpoiltFile(fault, path, std::move(content));
  }
  absl::StatusOr<std::int64_t> FileSize(absl::string_view path) const override {
    const Fault fault = world_->Step(Seam::kFileSize, absl::StrCat("size of ", path));
    std::string content = Services::File(path);
    if (content.empty()) return internal::PathError("stat", path, ENOENT);
    const auto read = SpoiltFile(fault, path, std::move(content));
    if (!read.ok()) return read.status();
    return static_cast<std::int64_t>(read->size());
  }

 private:
  World* const world_;
};

class World::OwnStore final : public TokenCacheStore {
 public:
  explicit OwnStore(World* world) : world_(world) {}

  absl::StatusOr<std::string> Load(const Context& ctx, absl::string_view name) override {
    if (absl::Status ended = world_->clock_->Err(ctx); !ended.ok()) return ended;
    const Fault fault = world_->Step(Seam::kStore, "load");
    if (absl::Status ended = world_->Ended(fault, ctx); !ended.ok()) return ended;
    return SpoiltStore(fault, *world_->store_.Load(ctx, name));
  }
  absl::Status Update(const Context& ctx, absl::string_view name, const Change& change) override {
    if (absl::Status ended = world_->clock_->Err(ctx); !ended.ok()) return ended;
    const Fault fault = world_->Step(Seam::kStore, "update");
    if (absl::Status ended = world_->Ended(fault, ctx); !ended.ok()) return ended;
    return world_->store_.Update(ctx, name,
                                 [&](absl::string_view text) -> absl::StatusOr<std::string> {
                                   const auto spoilt = SpoiltStore(fault, std::string(text));
                                   return spoilt.ok() ? change(*spoilt) : spoilt;
                                 });
  }

 private:
  World* const world_;
};

// Its user signs in at once.
class World::OwnBrowser final : public Browser {
 public:
  explicit OwnBrowser(World* world) : world_(world) {}

  absl::Status Open(const Context& ctx, const std::string& url) override {
    if (absl::Status ended = world_->clock_->Err(ctx); !ended.ok()) return ended;
    const Fault fault = world_->Step(Seam::kBrowser, absl::StrCat("open ", WithoutQuery(url)));
    if (fault == Fault::kHangs) {  // the user never comes back
      (void)world_->Ended(fault, ctx);
      return absl::OkStatus();
    }
    if (absl::Status ended = world_->Ended(fault, ctx); !ended.ok()) return ended;
    if (fault == Fault::kRefused) return absl::UnavailableError("exit status 3");
    if (fault == Fault::kThrows) throw std::runtime_error("a browser's");
    std::string state = url.substr(url.find("state=") + 6);
    state = state.substr(0, state.find('&'));
    const std::string code = fault == Fault::kEmpty       ? ""
                             : fault == Fault::kForbidden ? "error=access_denied"
                                                          : absl::StrCat("code=", kCode);
    (void)world_->listeners_.Post(absl::StrCat(code, "&state=", state));
    return absl::OkStatus();
  }

 private:
  World* const world_;
};

class World::Listeners final : public RedirectListeners {
 public:
  explicit Listeners(World* world) : world_(world) {}

  absl::StatusOr<std::unique_ptr<RedirectListener>> Listen(int port, Answer answer) override {
    const Fault fault = world_->Step(Seam::kListen, "listen");
    if (fault == Fault::kRefused) {
      return absl::UnavailableError("listen tcp 127.0.0.1:0: bind: address already in use");
    }
    if (fault == Fault::kThrows) throw std::runtime_error("a listener's");
    return world_->listeners_.Listen(port, std::move(answer));
  }

 private:
  World* const world_;
};

// Sleepers move it on. Counts those who wait to be woken.
class World::OwnClock final : public Clock {
 public:
  explicit OwnClock(World* world) : world_(world) {}

  absl::Time Now() const override { return world_->clock_->Now(); }
  absl::Duration Elapsed() const override { return world_->clock_->Elapsed(); }
  absl::Status SleepUntil(const Context& ctx, absl::Time time) override {
    (void)world_->Step(Seam::kWait, "wait");
    return world_->clock_->SleepUntil(ctx, time);
  }
  std::unique_ptr<Wakeup> WakeAt(absl::Time time, std::function<void()> wake) override {
    return std::make_unique<Waiter>(world_, world_->clock_->WakeAt(time, std::move(wake)));
  }

 private:
  class Waiter final : public Wakeup {
   public:
    Waiter(World* world, std::unique_ptr<Wakeup> wakeup)
        : world_(world), wakeup_(std::move(wakeup)) {
      world_->Rest(1);
    }
    ~Waiter() override { world_->Rest(-1); }

   private:
    World* const world_;
    const std::unique_ptr<Wakeup> wakeup_;
  };

  World* const world_;
};

World::World(Place place) : place_(std::move(place)) {}

World::~World() = default;

std::shared_ptr<TokenCacheStore> World::Store() { return std::make_shared<OwnStore>(this); }

ClientOptions World::Options() {
  ClientOptions options;
  options.transport = std::make_shared<Transport>(this);
  options.seams.clock = std::make_shared<OwnClock>(this);
  options.seams.environment = std::make_shared<FakeEnvironment>(place_.environment);
  options.seams.files = std::make_shared<Files>(this);
  options.seams.processes = std::make_shared<Processes>(this);
  options.seams.random = std::make_shared<FakeRandom>();
  options.seams.console = std::make_shared<FakeConsole>();
  options.seams.executor = InlineExecutor();
  options.seams.redirect_listeners = std::make_shared<Listeners>(this);
  options.seams.browser = std::make_shared<OwnBrowser>(this);
  options.logging.include_body = true;
  options.logging.logger = std::make_shared<Logger>([this](LogEvent, absl::string_view message) {
    const std::lock_guard<std::mutex> lock(mutex_);
    absl::StrAppend(&log_, message, "\n");
  });
  return options;
}

absl::StatusOr<std::string> World::GiveAssertion(const Context& ctx) {
  const Fault fault = Step(Seam::kCallback, "ask for an assertion");
  if (absl::Status ended = Ended(fault, ctx); !ended.ok()) return ended;
  if (fault == Fault::kRefused) return absl::UnavailableError("the issuer is away");
  if (fault == Fault::kThrows) throw std::runtime_error("a callback's");
  return fault == Fault::kEmpty ? "" : kAssertion;
}

absl::Status World::ShowCode(const Context& ctx, const DeviceCodeMessage& /*message*/) {
  const Fault fault = Step(Seam::kCallback, "show a code");
  if (absl::Status ended = Ended(fault, ctx); !ended.ok()) return ended;
  if (fault == Fault::kRefused) return absl::UnavailableError("no display");
  if (fault == Fault::kThrows) throw std::runtime_error("a callback's");
  return absl::OkStatus();
}

Context World::Begin(std::vector<Disturbance> disturbances) {
  const std::lock_guard<std::mutex> lock(mutex_);
  disturbances_ = std::move(disturbances);
  steps_.clear();
  seams_.clear();
  went_on_ = false;
  call_ = Context::Background().WithDeadline(clock_->Now() + absl::Hours(1)).WithCancel();
  return call_;
}

Fault World::Step(Seam seam, const std::string& what) {
  const bool acts = seam == Seam::kHttp || seam == Seam::kProcess || seam == Seam::kBrowser;
  const bool ended = !clock_->Err(call_).ok();
  Fault found = Fault::kNone;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    steps_.push_back(what);
    seams_.push_back(seam);
    if (acts && ended) went_on_ = true;
    if (steps_.size() > kMostSteps) throw std::logic_error("the call does not end");
    for (const Disturbance& each : disturbances_) {
      const bool now = each.lasts ? steps_.size() >= each.step : steps_.size() == each.step;
      if (now && Befalls(each.fault, seam)) found = each.fault;
    }
    ++resting_;
    rested_.notify_all();
    rested_.wait(lock, [this] { return resting_ >= callers_; });
    --resting_;
  }
  const bool expires = found == Fault::kExpired || found == Fault::kExpiredAfter;
  if (expires) {
    clock_->Advance(call_.deadline() - clock_->Now());
  } else if (EndsContext(found)) {
    call_.Cancel();
  }
  return found;
}

absl::Status World::Ended(Fault fault, const Context& ctx) {
  if (fault == Fault::kHangs) return clock_->SleepUntil(ctx, absl::InfiniteFuture());
  return EndsContext(fault) && !EndsContextAfter(fault) ? clock_->Err(ctx) : absl::OkStatus();
}

void World::Rest(int change) {
  const std::lock_guard<std::mutex> lock(mutex_);
  resting_ += change;
  rested_.notify_all();
}

bool World::IsAbsent(absl::string_view what) const {
  for (const std::string& part : place_.absent) {
    if (absl::StrContains(what, part)) return true;
  }
  return false;
}

std::vector<std::string> World::steps() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return steps_;
}

Seam World::seam(std::size_t index) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return seams_[index];
}

bool World::went_on() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return went_on_;
}

std::string World::log() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return log_;
}

void World::AwaitCallers(std::size_t callers) {
  const std::lock_guard<std::mutex> lock(mutex_);
  callers_ = static_cast<int>(callers);
}

void World::Return() { Rest(1); }

}  // namespace azure::identity
