// What went wrong in a transfer, in the words of Go's net/http.
#ifndef IDENTITY_TRANSPORT_CURL_ERROR_H_
#define IDENTITY_TRANSPORT_CURL_ERROR_H_

#include <curl/curl.h>

#include <string>

namespace azure::identity::internal {

// All that is known of a transfer that failed.
struct TransferFailure {
  enum class Timeout { kNone, kDial, kTls };

  CURLcode code = CURLE_OK;
  std::string detail;  // curl's own sentence; may be empty
  Timeout timeout = Timeout::kNone;
  bool proxied = false;
  bool connected = false;  // the TCP connection stood
  bool in_body = false;    // the header had come whole
  bool in_header = false;  // some of the header had come
  bool not_http = false;   // something other than HTTP came, from `first_line` on
  std::string first_line;
  int system_error = 0;    // errno; 0 if none
  long verify_result = 0;  // OpenSSL's X509_V_ERR_…; 0 if none
  int connect_status = 0;  // the proxy's answer to CONNECT; 0 if none
  std::string host;        // the name that was looked up
  std::string dialed;      // "address:port" first tried; "" if none was
  std::string local;       // "address:port" of the connection
  std::string remote;
};

// "dial tcp 127.0.0.1:1: connect: connection refused", "EOF", … Never empty.
std::string GoTransferError(const TransferFailure& failure);

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_CURL_ERROR_H_
