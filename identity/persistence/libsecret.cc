#include "identity/persistence/libsecret.h"

#include <dlfcn.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "identity/seams/background_thread.h"

namespace azure::identity::internal {
namespace {

// What the interfaces of GLib and libsecret are in memory (glib/gerror.h,
// libsecret/secret-schema.h); both keep to it for all of their version 2 and 0.
struct GlibError {
  std::uint32_t domain;
  int code;
  char* message;
};

struct Schema {
  const char* name;
  int flags;
  struct {
    const char* name;
    int type;
  } attributes[32];
  int reserved;
  void* more_reserved[7];
};

constexpr int kSchemaNone = 0;
constexpr int kString = 0;
constexpr char kAttribute[] = "name";

constexpr Schema kSchema = {
    "com.microsoft.identity.tokencache", kSchemaNone, {{kAttribute, kString}}, 0, {}};

}  // namespace

struct Libsecret::Functions {
  int (*store)(const Schema*, const char* collection, const char* label, const char* text,
               void* cancellable, GlibError**, ...);
  char* (*lookup)(const Schema*, void* cancellable, GlibError**, ...);
  void (*free_text)(char*);  // which it wipes
  void (*free_error)(GlibError*);
  void* (*new_cancellable)();
  void (*cancel)(void* cancellable);
  void (*unref)(void* object);
};

// Ends a call of the library when its context ends.
class Libsecret::Cancellation {
 public:
  Cancellation(const Context& ctx, const Clock& clock, std::shared_ptr<const Functions> functions)
      : ctx_(ctx),
        functions_(std::move(functions)),
        cancellable_(functions_->new_cancellable(), functions_->unref),
        on_cancel_(ctx.OnCancel(Cancel())) {
    if (!ctx.has_deadline()) return;
    // Without a thread to be had the call ends when the service answers.
    (void)ProcessBackgroundThread().Run(clock.Remaining(ctx),
                                        [cancel = Cancel(), is_over = is_over_] {
                                          *is_over = true;
                                          cancel();
                                        });
  }

  void* get() const { return cancellable_.get(); }

  // What a call ended with, which frees `error`: the context's end comes before it.
  absl::Status Take(GlibError* error) const {
    if (error == nullptr) return absl::OkStatus();
    const std::string text = absl::StrCat("the keyring: ", error->message);
    functions_->free_error(error);
    const absl::Status ended = ctx_.Err(*is_over_ ? ctx_.deadline() : absl::InfinitePast());
    return ended.ok() ? absl::UnavailableError(text) : ended;
  }

 private:
  std::function<void()> Cancel() const {
    return [functions = functions_, cancellable = cancellable_] {
      functions->cancel(cancellable.get());
    };
  }

  const Context ctx_;
  const std::shared_ptr<const Functions> functions_;  // of timers, too, which may end later
  const std::shared_ptr<void> cancellable_;
  const std::shared_ptr<std::atomic<bool>> is_over_ = std::make_shared<std::atomic<bool>>(false);
  const std::unique_ptr<Context::CancelCallback> on_cancel_;
};

absl::StatusOr<std::shared_ptr<Libsecret>> Libsecret::Open(const std::string& path) {
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_NODELETE);
  if (library == nullptr) {
    return absl::NotFoundError(
        absl::StrCat(dlerror(), ": install libsecret (the package libsecret-1-0 of Debian)"));
  }
  auto functions = std::make_unique<Functions>();
  absl::Status found;
  const auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::decay_t<decltype(function)>>(dlsym(library, name));
    if (function == nullptr) found = absl::NotFoundError(absl::StrCat(path, " has no ", name));
  };
  find(functions->store, "secret_password_store_sync");
  find(functions->lookup, "secret_password_lookup_sync");
  find(functions->free_text, "secret_password_free");
  find(functions->free_error, "g_error_free");
  find(functions->new_cancellable, "g_cancellable_new");
  find(functions->cancel, "g_cancellable_cancel");
  find(functions->unref, "g_object_unref");
  if (!found.ok()) return found;
  return std::shared_ptr<Libsecret>(new Libsecret(std::move(functions)));
}

Libsecret::Libsecret(std::unique_ptr<const Functions> functions)
    : functions_(std::move(functions)) {}

absl::StatusOr<std::string> Libsecret::Lookup(const Context& ctx, Clock& clock,
                                              const std::string& item) {
  if (absl::Status ended = clock.Err(ctx); !ended.ok()) return ended;
  const Cancellation cancellation(ctx, clock, functions_);
  GlibError* error = nullptr;
  const std::unique_ptr<char, void (*)(char*)> text(
      functions_->lookup(&kSchema, cancellation.get(), &error, kAttribute, item.c_str(),
                         static_cast<const char*>(nullptr)),
      functions_->free_text);
  if (absl::Status status = cancellation.Take(error); !status.ok()) return status;
  return std::string(text == nullptr ? "" : text.get());
}

absl::Status Libsecret::Store(const Context& ctx, Clock& clock, const std::string& item,
                              const std::string& text) {
  if (text.find('\0') != std::string::npos) {
    return absl::InvalidArgumentError("the keyring takes no text with a NUL");
  }
  if (absl::Status ended = clock.Err(ctx); !ended.ok()) return ended;
  const Cancellation cancellation(ctx, clock, functions_);
  GlibError* error = nullptr;
  const std::string label = absl::StrCat("Azure Identity tokens (", item, ")");
  functions_->store(&kSchema, /*collection: the default one*/ nullptr, label.c_str(), text.c_str(),
                    cancellation.get(), &error, kAttribute, item.c_str(),
                    static_cast<const char*>(nullptr));
  return cancellation.Take(error);
}

}  // namespace azure::identity::internal
