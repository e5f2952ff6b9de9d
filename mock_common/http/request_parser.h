// A strict, incremental parser of HTTP/1.x requests (RFC 9112).
#ifndef MOCK_COMMON_HTTP_REQUEST_PARSER_H_
#define MOCK_COMMON_HTTP_REQUEST_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"

namespace mock::http {

struct ParserLimits {
  std::size_t max_header_bytes = 16 * 1024;  // request line, fields, trailers, extensions
  std::size_t max_body_bytes = 1024 * 1024;
  bool tunnels = false;  // CONNECT is served; its requests have no path
  // Of requests whose path begins with this, the other limit counts; "" for none.
  absl::string_view large_body_path = "";  // must outlive the parser
  std::size_t max_large_body_bytes = 0;
};

// Refuses whatever two HTTP implementations might read differently (request
// smuggling): bare LF, folded lines, a space before the colon, control characters,
// repeated Host or Content-Length, Content-Length beside Transfer-Encoding.
//
// Not Beast's parser, which lets folded lines, "Transfer-Encoding: chunked, gzip"
// and trailers of any size and name pass, and waits for ever for the end of a
// header whose lines end with LF.
class RequestParser {
 public:
  enum class Outcome { kNeedMore, kComplete, kFailed };

  struct Failure {
    int status = 0;      // what to answer: 400, 413, 417, 431 or 501
    std::string reason;  // one line for the client; quotes nothing it sent
  };

  explicit RequestParser(ParserLimits limits) : limits_(limits) {}

  // Takes the next part of the stream. `consumed` bytes are done with; the rest
  // is to be given again, with more behind it (kNeedMore) or to a parser that was
  // Reset (kComplete: the next, pipelined request). After kFailed the
  // stream cannot be resumed.
  Outcome Parse(absl::string_view data, std::size_t& consumed);

  // Ready for the next request.
  void Reset();

  // After kComplete. `tls` is left false.
  const Request& request() const { return request_; }
  Request& request() { return request_; }

  // After kFailed.
  const Failure& failure() const { return failure_; }

  // Whether a request has begun but has not ended.
  bool InMessage() const { return state_ > State::kRequestLine && state_ < State::kComplete; }

  // Whether the client waits for "100 Continue": the header has ended, and nothing
  // of the body has come.
  bool AwaitsContinue() const {
    return expects_continue_ && request_.body.empty() &&
           (state_ == State::kBody || state_ == State::kChunkSize);
  }

  // Whether the connection stays open after this request.
  bool keep_alive() const { return keep_alive_; }
  bool is_http10() const { return minor_version_ == 0; }

 private:
  enum class State {
    kRequestLine,
    kFields,
    kBody,
    kChunkSize,
    kChunkData,
    kChunkEnd,
    kTrailers,
    kComplete,
    kFailed,
  };

  bool Step(absl::string_view& rest);
  bool TakeLine(absl::string_view& rest, absl::string_view& line);
  bool TakeBody(absl::string_view& rest);
  bool TakeChunkEnd(absl::string_view& rest);
  bool HandleLine(absl::string_view line);
  bool HandleRequestLine(absl::string_view line);
  bool HandleTarget(absl::string_view target);
  bool HandleTunnel(absl::string_view target);
  bool HandleField(absl::string_view line, bool trailer);
  bool HandleEndOfHeader();
  bool HandleHost();
  void HandleConnection();
  bool HandleBodyLength();
  bool HandleChunkSize(absl::string_view line);
  std::size_t BodyLimit() const;
  bool FailTooLarge();
  bool CountHeaderBytes(std::size_t count);
  bool Fail(int status, absl::string_view reason);

  ParserLimits limits_;
  State state_ = State::kRequestLine;
  Request request_;
  Failure failure_;
  std::size_t searched_ = 0;     // bytes of the unfinished line known to hold no LF
  std::size_t head_bytes_ = 0;   // counted against max_header_bytes
  std::uint64_t remaining_ = 0;  // of the body, or of the chunk
  std::string authority_;        // of a target in absolute form
  int minor_version_ = 1;
  bool keep_alive_ = true;
  bool expects_continue_ = false;
};

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_REQUEST_PARSER_H_
