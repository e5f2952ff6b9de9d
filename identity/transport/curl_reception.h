// What libcurl tells of a transfer while it runs.
#ifndef IDENTITY_TRANSPORT_CURL_RECEPTION_H_
#define IDENTITY_TRANSPORT_CURL_RECEPTION_H_

#include <curl/curl.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "identity/transport/curl_error.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// "192.0.2.1:443", "[2001:db8::1]:443".
std::string JoinAddress(const std::string& address, long port);

// The far side of one transfer's callbacks: takes in the response, and keeps
// libcurl from sending a request twice. When a kept connection dies before the
// first byte of an answer, libcurl sends the request again on a new one. Like
// net/http, this side lets it do so only if that can do no harm, or if nothing
// of the request had been written.
class CurlReception {
 public:
  // `easy` makes the transfer, outlives this object, and gets callbacks and an
  // error buffer that last as long as this object does.
  CurlReception(CURL* easy, const HttpRequest& request, std::int64_t max_body_bytes);
  ~CurlReception();
  CurlReception(const CurlReception&) = delete;
  CurlReception& operator=(const CurlReception&) = delete;

  bool header_done() const { return header_done_; }
  // Why this side broke the transfer off; OK if it did not.
  const absl::Status& refusal() const { return refusal_; }

  // Fills in what was seen of the failure. `local` and `remote` stay empty unless
  // libcurl does not know them any more.
  void Explain(TransferFailure& failure) const;

  // The response, or its head alone if `body_error` is not OK. `decompressed`:
  // whether libcurl has undone a Content-Encoding.
  HttpResponse Finish(bool decompressed, absl::Status body_error);

 private:
  // libcurl's callbacks; `self` is the CurlReception.
  static std::size_t OnHeader(char* data, std::size_t, std::size_t size, void* self);
  static std::size_t OnBody(char* data, std::size_t, std::size_t size, void* self);
  static curl_socket_t OnOpenSocket(void* self, curlsocktype, curl_sockaddr* address);
  static int OnSend(void* self, char* remote, char* local, int remote_port, int local_port);

  bool TakeHeader(absl::string_view line);
  bool TakeBody(absl::string_view data);
  void TakeStatusLine(absl::string_view line);
  bool OneLength();

  bool is_http() const { return response_.status_code != 0; }
  std::string FirstLine() const;

  long BytesSent() const;
  // Called when libcurl goes about sending again.
  bool MaySendAgain();

  CURL* const easy_;
  const bool replayable_;
  const std::size_t max_body_bytes_;
  char error_buffer_[CURL_ERROR_SIZE] = "";

  HttpResponse response_;
  std::vector<HttpHeaders::Field> fields_;
  std::size_t header_bytes_ = 0;
  bool header_done_ = false;
  absl::Status refusal_;

  std::string dialed_;
  // Of the connection that got the request last.
  std::string local_;
  std::string remote_;
  long sent_before_ = 0;  // BytesSent() at that time
  bool lost_ = false;     // it died, and the request was not sent again
  std::string lost_detail_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_CURL_RECEPTION_H_
