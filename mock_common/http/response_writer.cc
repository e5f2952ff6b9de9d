#include "mock_common/http/response_writer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_common/http/header_name.h"
#include "mock_common/http/http_date.h"
#include "mock_common/text/any_byte.h"
#include "mock_common/text/text_buffer.h"

namespace mock::http {
namespace {

bool IsServersBusiness(absl::string_view name) {
  return IsSameHeader(name, "Content-Length") || IsSameHeader(name, "Connection") ||
         IsSameHeader(name, "Transfer-Encoding");
}

// A header that a scenario or a request put together must not become two: breaks become spaces.
std::string InOneLine(absl::string_view text) {
  std::string line(text);
  const auto breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  std::replace_if(line.begin(), line.end(), breaks, ' ');
  return line;
}

// Whether it may have a break, as hardly any has.
bool HasControl(absl::string_view text) {
  return AnyByte(text, [](unsigned char c) { return c < ' '; });
}

void AppendField(absl::string_view name, absl::string_view value, TextBuffer& head) {
  if (HasControl(name) || HasControl(value)) {
    head.Append(InOneLine(name), ": ", InOneLine(value), "\r\n");
  } else {
    head.Append(name, ": ", value, "\r\n");
  }
}

bool HasNoBody(int status) { return status / 100 == 1 || status == 204 || status == 304; }

}  // namespace

std::size_t AppendResponse(const Response& response, const WireOptions& options, std::string& out) {
  const std::string reason = InOneLine(absl::StripAsciiWhitespace(response.reason));
  TextBuffer head;
  head.Append("HTTP/1.1 ", absl::AlphaNum(response.status).Piece(), " ",
              response.reason.empty() ? ReasonPhrase(response.status) : reason, "\r\n");
  bool has_date = false;
  for (const auto& [name, value] : response.headers.fields()) {
    if (IsServersBusiness(name)) continue;
    has_date |= IsSameHeader(name, "Date");
    AppendField(name, value, head);
  }
  if (!has_date) head.Append("Date: ", HttpDate(options.now), "\r\n");
  const bool bodiless = HasNoBody(response.status);
  if (options.framing == WireOptions::Framing::kChunked) {
    head.Append("Transfer-Encoding: chunked\r\n");
  } else if (!bodiless && options.framing == WireOptions::Framing::kLength) {
    head.Append("Content-Length: ", absl::AlphaNum(response.body.size()).Piece(), "\r\n");
  }
  if (!options.keep_alive) {
    head.Append("Connection: close\r\n");
  } else if (options.http10) {
    head.Append("Connection: keep-alive\r\n");
  }
  head.Append("\r\n");
  out.append(head.view().data(), head.size());
  if (bodiless || options.head) return 0;
  out.append(response.body);
  return response.body.size();
}

void AppendPiece(absl::string_view piece, const WireOptions& options, std::string& out) {
  if (options.framing != WireOptions::Framing::kChunked) {
    absl::StrAppend(&out, piece);
  } else {
    absl::StrAppend(&out, absl::Hex(piece.size()), "\r\n", piece, "\r\n");
  }
}

}  // namespace mock::http
