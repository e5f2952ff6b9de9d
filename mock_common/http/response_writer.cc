#include "mock_common/http/response_writer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/http/http_date.h"
#include "mock_common/text/any_byte.h"

namespace mock::http {
namespace {

bool IsServersBusiness(absl::string_view name) {
  return absl::EqualsIgnoreCase(name, "Content-Length") ||
         absl::EqualsIgnoreCase(name, "Connection") ||
         absl::EqualsIgnoreCase(name, "Transfer-Encoding");
}

// A header that a scenario or a request put together must not become two.
void AppendLine(absl::string_view text, std::string& out) {
  const auto breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  const std::size_t start = out.size();
  out.append(text.data(), text.size());
  if (!AnyByte(text, breaks)) return;
  std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), breaks, ' ');
}

bool HasNoBody(int status) { return status / 100 == 1 || status == 204 || status == 304; }

}  // namespace

std::size_t AppendResponse(const Response& response, const WireOptions& options, std::string& out) {
  absl::StrAppend(&out, "HTTP/1.1 ", response.status, " ");
  AppendLine(response.reason.empty() ? ReasonPhrase(response.status)
                                     : absl::StripAsciiWhitespace(response.reason),
             out);
  out.append("\r\n");
  bool has_date = false;
  for (const auto& [name, value] : response.headers.fields()) {
    if (IsServersBusiness(name)) continue;
    has_date |= absl::EqualsIgnoreCase(name, "Date");
    AppendLine(name, out);
    out.append(": ");
    AppendLine(value, out);
    out.append("\r\n");
  }
  if (!has_date) absl::StrAppend(&out, "Date: ", HttpDate(options.now), "\r\n");
  const bool bodiless = HasNoBody(response.status);
  if (options.framing == WireOptions::Framing::kChunked) {
    out.append("Transfer-Encoding: chunked\r\n");
  } else if (!bodiless && options.framing == WireOptions::Framing::kLength) {
    absl::StrAppend(&out, "Content-Length: ", response.body.size(), "\r\n");
  }
  if (!options.keep_alive) {
    out.append("Connection: close\r\n");
  } else if (options.http10) {
    out.append("Connection: keep-alive\r\n");
  }
  out.append("\r\n");
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
