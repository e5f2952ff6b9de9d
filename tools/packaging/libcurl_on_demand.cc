// libcurl's functions as far as the tool uses them, found when the first is called. Debian's
// archive of libcurl needs libraries that have no archives, so the one file has none of it: serving
// does not need it, and what needs it says so where it is missing.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr char kLibrary[] = "libcurl.so.4";
constexpr int kCannotStart = 3;  // the tool's exit code

[[noreturn]] void Missing() {
  const char* const why = dlerror();
  std::fprintf(
      stderr,
      "azmock: this command asks as a client, with libcurl, which is not here: %s. Install "
      "it: on Debian and Ubuntu, `apt-get install libcurl4`\n",
      why == nullptr ? kLibrary : why);
  std::_Exit(kCannotStart);
}

void* Library() {
  static void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) Missing();
  return library;
}

// The library's function of that name.
template <typename Function>
Function* Find(const char* name) {
  void* const found = dlsym(Library(), name);
  if (found == nullptr) Missing();
  return reinterpret_cast<Function*>(found);
}

}  // namespace

#define AZMOCK_FIND(function) static auto* const found = Find<decltype(function)>(#function)

// Options and infos have one argument each, of the size of a pointer.
#ifdef __clang__
// In C, of which these functions are, an enumeration is passed as it is.
#pragma clang diagnostic ignored "-Wvarargs"
#endif
#define AZMOCK_WITH_ARGUMENT(last)                 \
  va_list arguments;                               \
  va_start(arguments, last);                       \
  void* const argument = va_arg(arguments, void*); \
  va_end(arguments)

static_assert(sizeof(long) == sizeof(void*) && sizeof(curl_off_t) == sizeof(void*),
              "options are passed on as pointers");

extern "C" {
// ---- In the order of curl.h, easy.h, multi.h and urlapi.h ----

void curl_free(void* p) {
  AZMOCK_FIND(curl_free);
  found(p);
}

CURLcode curl_global_init(long flags) {
  AZMOCK_FIND(curl_global_init);
  return found(flags);
}

curl_slist* curl_slist_append(curl_slist* list, const char* text) {
  AZMOCK_FIND(curl_slist_append);
  return found(list, text);
}

void curl_slist_free_all(curl_slist* list) {
  AZMOCK_FIND(curl_slist_free_all);
  found(list);
}

const char* curl_easy_strerror(CURLcode code) {
  AZMOCK_FIND(curl_easy_strerror);
  return found(code);
}

CURL* curl_easy_init() {
  AZMOCK_FIND(curl_easy_init);
  return found();
}

CURLcode curl_easy_setopt(CURL* curl, CURLoption option, ...) {
  AZMOCK_WITH_ARGUMENT(option);
  AZMOCK_FIND(curl_easy_setopt);
  return found(curl, option, argument);
}

void curl_easy_cleanup(CURL* curl) {
  AZMOCK_FIND(curl_easy_cleanup);
  found(curl);
}

CURLcode curl_easy_getinfo(CURL* curl, CURLINFO info, ...) {
  AZMOCK_WITH_ARGUMENT(info);
  AZMOCK_FIND(curl_easy_getinfo);
  return found(curl, info, argument);
}

void curl_easy_reset(CURL* curl) {
  AZMOCK_FIND(curl_easy_reset);
  found(curl);
}

CURLM* curl_multi_init() {
  AZMOCK_FIND(curl_multi_init);
  return found();
}

CURLMcode curl_multi_add_handle(CURLM* multi, CURL* curl) {
  AZMOCK_FIND(curl_multi_add_handle);
  return found(multi, curl);
}

CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* curl) {
  AZMOCK_FIND(curl_multi_remove_handle);
  return found(multi, curl);
}

CURLMcode curl_multi_poll(CURLM* multi, curl_waitfd extra[], unsigned int extra_count,
                          int timeout_ms, int* ready) {
  AZMOCK_FIND(curl_multi_poll);
  return found(multi, extra, extra_count, timeout_ms, ready);
}

CURLMcode curl_multi_wakeup(CURLM* multi) {
  AZMOCK_FIND(curl_multi_wakeup);
  return found(multi);
}

CURLMcode curl_multi_perform(CURLM* multi, int* running) {
  AZMOCK_FIND(curl_multi_perform);
  return found(multi, running);
}

CURLMcode curl_multi_cleanup(CURLM* multi) {
  AZMOCK_FIND(curl_multi_cleanup);
  return found(multi);
}

CURLMsg* curl_multi_info_read(CURLM* multi, int* left) {
  AZMOCK_FIND(curl_multi_info_read);
  return found(multi, left);
}

CURLMcode curl_multi_setopt(CURLM* multi, CURLMoption option, ...) {
  AZMOCK_WITH_ARGUMENT(option);
  AZMOCK_FIND(curl_multi_setopt);
  return found(multi, option, argument);
}

CURLU* curl_url() {
  AZMOCK_FIND(curl_url);
  return found();
}

void curl_url_cleanup(CURLU* url) {
  AZMOCK_FIND(curl_url_cleanup);
  found(url);
}

CURLUcode curl_url_get(CURLU* url, CURLUPart what, char** part, unsigned int flags) {
  AZMOCK_FIND(curl_url_get);
  return found(url, what, part, flags);
}

CURLUcode curl_url_set(CURLU* url, CURLUPart what, const char* part, unsigned int flags) {
  AZMOCK_FIND(curl_url_set);
  return found(url, what, part, flags);
}

const char* curl_url_strerror(CURLUcode code) {
  AZMOCK_FIND(curl_url_strerror);
  return found(code);
}

}  // extern "C"
