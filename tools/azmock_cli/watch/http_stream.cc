#include "tools/azmock_cli/watch/http_stream.h"

#include <curl/curl.h>

#include <array>
#include <cstddef>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace azmock {
namespace {

constexpr long kOk = 200;
constexpr long kBadRequest = 400;
constexpr long kUnauthorized = 401;
constexpr int kPollMilliseconds = 60 * 1000;  // something comes, or nothing is to be done

template <auto kFree>
struct CurlDeleter {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};

struct Answer {
  CURL* curl = nullptr;
  const std::function<bool(absl::string_view)>* on_bytes = nullptr;
  std::string refusal;     // the body, if the status is no success
  bool is_enough = false;  // on_bytes said so

  long status() const {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
  }
};

std::size_t Receive(char* bytes, std::size_t /*one*/, std::size_t size, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  if (answer.status() != kOk) {
    answer.refusal.append(bytes, size);
    return size;
  }
  answer.is_enough = !(*answer.on_bytes)({bytes, size});
  return answer.is_enough ? 0 : size;
}

// What the admin service's error says, else the status alone.
std::string MessageOf(const Answer& answer) {
  const auto json = mock::scenario::ParseJson(answer.refusal);
  const nlohmann::json::json_pointer message("/error/message");
  if (json.is_object() && json.contains(message) && json[message].is_string()) {
    return json[message];
  }
  return absl::StrCat("the answer is ", answer.status(), ", and not of azmock's admin service");
}

// What helps, after what went wrong.
const char* AdviceFor(CURLcode code, long status) {
  if (code == CURLE_COULDNT_CONNECT) return "; does the server run there?";
  if (code == CURLE_PEER_FAILED_VERIFICATION) return "; --ca-file says what to trust";
  return status == kUnauthorized ? "; --control-token-file says which" : "";
}

absl::StatusOr<StreamEnd> EndOf(CURLcode code, const char* problem, const Answer& answer,
                                const std::string& url) {
  const long status = answer.status();
  if (answer.is_enough) return StreamEnd::kStopped;
  if (status == kOk) return StreamEnd::kServerEnded;
  const std::string said = status != 0                          ? MessageOf(answer)
                           : absl::string_view(problem).empty() ? curl_easy_strerror(code)
                                                                : problem;
  const std::string what = absl::StrCat(url, ": ", said, AdviceFor(code, status));
  const bool is_wrong =
      status == kBadRequest || code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
  return is_wrong ? absl::InvalidArgumentError(what) : absl::UnavailableError(what);
}

using Headers = std::unique_ptr<curl_slist, CurlDeleter<curl_slist_free_all>>;

Headers HeadersOf(const StreamRequest& request) {
  curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
  if (!request.control_token.empty()) {
    headers = curl_slist_append(
        headers, absl::StrCat("Authorization: Bearer ", request.control_token).c_str());
  }
  return Headers(headers);
}

}  // namespace

absl::StatusOr<StreamEnd> FollowStream(const StreamRequest& request, int stop,
                                       const std::function<bool(absl::string_view)>& on_bytes) {
  const Headers headers = HeadersOf(request);
  std::array<char, CURL_ERROR_SIZE> problem = {};
  const std::unique_ptr<CURL, CurlDeleter<curl_easy_cleanup>> easy(curl_easy_init());
  CURL* const curl = easy.get();
  Answer answer;
  answer.curl = curl;
  answer.on_bytes = &on_bytes;
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  if (!request.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, request.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Receive);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, problem.data());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);

  const std::unique_ptr<CURLM, CurlDeleter<curl_multi_cleanup>> multi(curl_multi_init());
  curl_multi_add_handle(multi.get(), curl);
  int running = 1;
  curl_waitfd stopping = {stop, CURL_WAIT_POLLIN, 0};
  while (running > 0 && stopping.revents == 0) {
    curl_multi_perform(multi.get(), &running);
    if (running > 0) curl_multi_poll(multi.get(), &stopping, 1, kPollMilliseconds, nullptr);
  }
  int left = 0;
  const CURLMsg* const done = curl_multi_info_read(multi.get(), &left);
  auto end = done == nullptr ? StreamEnd::kStopped
                             : EndOf(done->data.result, problem.data(), answer, request.url);
  curl_multi_remove_handle(multi.get(), curl);
  return end;
}

}  // namespace azmock
