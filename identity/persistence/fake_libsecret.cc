// What libsecret exports, as far as the library uses it, over a keyring in memory. A secret whose
// name has "locked" in it waits until its caller cancels; one with "broken" is an error.
#include <atomic>
#include <condition_variable>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>

namespace {

struct Error {
  std::uint32_t domain;
  int code;
  char* message;
};

struct Cancellable {
  bool cancelled = false;
  int owners = 1;
};

std::mutex mutex;
std::condition_variable changed;
std::map<std::string, std::string>* const secrets = new std::map<std::string, std::string>();

char* Copy(const std::string& text) { return strdup(text.c_str()); }

// Whether the call may go on.
bool Enter(const std::string& name, void* cancellable, Error** error,
           std::unique_lock<std::mutex>& lock) {
  std::string message;
  if (name.find("broken") != std::string::npos) message = "The name is not activatable";
  if (name.find("locked") != std::string::npos) {
    changed.wait(lock, [&] { return static_cast<Cancellable*>(cancellable)->cancelled; });
    message = "Operation was cancelled";
  }
  if (message.empty()) return true;
  *error = new Error{1, 1, Copy(message)};
  return false;
}

}  // namespace

extern "C" {

int secret_password_store_sync(const void*, const char*, const char* label, const char* text,
                               void* cancellable, Error** error, ...) {
  std::va_list attributes;
  va_start(attributes, error);
  const char* const attribute = va_arg(attributes, const char*);
  const std::string name = va_arg(attributes, const char*);
  const bool ends = va_arg(attributes, const char*) == nullptr;
  va_end(attributes);
  if (std::strcmp(attribute, "name") != 0 || !ends || label == nullptr) std::abort();
  std::unique_lock<std::mutex> lock(mutex);
  if (!Enter(name, cancellable, error, lock)) return 0;
  (*secrets)[name] = text;
  return 1;
}

char* secret_password_lookup_sync(const void*, void* cancellable, Error** error, ...) {
  std::va_list attributes;
  va_start(attributes, error);
  const char* const attribute = va_arg(attributes, const char*);
  const std::string name = va_arg(attributes, const char*);
  va_end(attributes);
  if (std::strcmp(attribute, "name") != 0) std::abort();
  std::unique_lock<std::mutex> lock(mutex);
  if (!Enter(name, cancellable, error, lock)) return nullptr;
  const auto found = secrets->find(name);
  return found == secrets->end() ? nullptr : Copy(found->second);
}

void secret_password_free(char* text) { std::free(text); }

void g_error_free(Error* error) {
  std::free(error->message);
  delete error;
}

void* g_cancellable_new() { return new Cancellable(); }

void g_cancellable_cancel(void* cancellable) {
  const std::lock_guard<std::mutex> lock(mutex);
  static_cast<Cancellable*>(cancellable)->cancelled = true;
  changed.notify_all();
}

void g_object_unref(void* object) { delete static_cast<Cancellable*>(object); }

}  // extern "C"
