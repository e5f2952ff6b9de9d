#include "mock_server/console/console.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/archive/archive.h"
#include "mock_common/crypto/digest.h"

// NOLINTBEGIN(readability-identifier-naming): the assembler's names
extern "C" {
extern const char console_files_begin[];
extern const char console_files_end[];
}
// NOLINTEND(readability-identifier-naming)

namespace mock::console {
namespace {

constexpr absl::string_view kRoot = "/_mock/";
constexpr absl::string_view kFolder = "/_mock/console/";
constexpr absl::string_view kPage = "index.html";
// Scripts and styles of the page's own origin alone, none of them inline; in no other page's frame.
constexpr char kPolicy[] =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

struct File {
  absl::string_view content;
  std::string tag;  // for If-None-Match
};

absl::string_view TypeOf(absl::string_view name) {
  if (absl::EndsWith(name, ".js")) return "text/javascript; charset=utf-8";
  if (absl::EndsWith(name, ".css")) return "text/css; charset=utf-8";
  if (absl::EndsWith(name, ".svg")) return "image/svg+xml";
  return "text/html; charset=utf-8";
}

// By name: no two of the page's files have the same one.
const std::map<std::string, File, std::less<>>& Files() {
  static const auto* const kFiles = [] {
    auto* made = new std::map<std::string, File, std::less<>>;
    const auto archive = Archive::Open(
        {console_files_begin, static_cast<std::size_t>(console_files_end - console_files_begin)});
    for (std::size_t i = 0; archive.ok() && i < archive->size(); ++i) {
      const Archive::File file = (*archive)[i];
      const std::string tag = absl::BytesToHexString(Sha256(file.content));
      made->emplace(std::string(file.path.substr(file.path.rfind('/') + 1)),
                    File{file.content, absl::StrCat("\"", tag, "\"")});
    }
    return made;
  }();
  return *kFiles;
}

// "" for what is none of the page's.
absl::string_view NameIn(const http::Request& request) {
  absl::string_view path = request.path;
  if (path == kRoot || path == absl::StripSuffix(kRoot, "/")) {
    const bool html = absl::StrContains(request.headers.Get("Accept"), "text/html");
    return html ? kPage : "";
  }
  return absl::ConsumePrefix(&path, kFolder) ? path : "";
}

}  // namespace

std::optional<http::Reply> Handle(const http::Request& request) {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  const auto found = Files().find(NameIn(request));
  if (found == Files().end()) return std::nullopt;
  const auto& [name, file] = *found;
  http::Reply reply;
  http::Response& response = reply.response;
  response.headers = {{"Content-Type", std::string(TypeOf(name))},
                      {"Content-Security-Policy", kPolicy},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cache-Control", "no-cache"},
                      {"ETag", file.tag},
                      {"Vary", "Accept"}};
  if (request.headers.Get("If-None-Match") == file.tag) {
    response.status = 304;
  } else {
    response.body = std::string(file.content);
  }
  return reply;
}

}  // namespace mock::console
