#include "tools/azmock_cli/replay/mask.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "re2/re2.h"

namespace azmock {
namespace {

struct Mask {
  const char* what;     // RE2, in which {uuid} stands for a UUID
  const char* becomes;  // RE2 rewrite
};

constexpr char kUuid[] = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

constexpr Mask kMasks[] = {
    // Sockets: the fakes' port and the client's own.
    {R"re((127\.0\.0\.1|localhost):\d+)re", "\\1:<port>"},
    // IDs that the authority or the client generates for each exchange.
    {R"re(((?:Trace|Correlation) ID: ){uuid})re", "\\1<uuid>"},
    {R"re(("(?:trace_id|correlation_id)": ?"){uuid})re", "\\1<uuid>"},
    {R"re((?i)((?:x-ms-request-id|client-request-id): ){uuid})re", "\\1<uuid>"},
    // What ties an authorization code to the sign-in that asked for it.
    {R"re(("state=){uuid})re", "\\1<uuid>"},
    {R"re((mismatched OAuth state, req\(){uuid})re", "\\1<uuid>"},
    {R"re(("code_challenge=)[\w-]{43}")re", "\\1<challenge>\""},
    // IDs of assertions, and the keys of issuers, which are made anew each time;
    // certificates have files, and thumbprints by SHA-256 or padded.
    {R"re(("jti": "){uuid})re", "\\1<uuid>"},
    {R"re(("uti": ")[\w-]{22}")re", "\\1<id>\""},
    {R"re(("(?:kid|x5t)": ")[\w-]{27}")re", "\\1<key>\""},
    {R"re((Thumbprint of key used by client: ')[0-9A-F]{40}')re", "\\1<key>'"},
    {R"re((Found key 'Start=)[^,']*, End=[^,']*')re", "\\1<time>, End=<time>'"},
    // The certificate of a Service Fabric cluster is made anew each time, too.
    {R"re((its SHA-1 thumbprint )[0-9A-F]{40})re", "\\1<thumbprint>"},
    // The authority's time.
    {R"re((Timestamp: |"timestamp": ?")\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)re", "\\1<time>"},
    {R"re((?m)^(   Date: ).*$)re", "\\1<date>"},
    // How long things took; back-off has jitter.
    {R"re(\(Try=(\d+)/[^,]+, OpTime=[^)]+\))re", "(Try=\\1/<duration>, OpTime=<duration>)"},
    {R"re((End Try #\d+, Delay=)\S+)re", "\\1<duration>"},
};

// Compiled once, which takes longer than a comparison.
const std::vector<std::pair<std::unique_ptr<const RE2>, std::string>>& Compiled() {
  static const auto* const kCompiled = [] {
    auto* compiled = new std::vector<std::pair<std::unique_ptr<const RE2>, std::string>>();
    for (const Mask& mask : kMasks) {
      compiled->emplace_back(
          std::make_unique<const RE2>(absl::StrReplaceAll(mask.what, {{"{uuid}", kUuid}})),
          mask.becomes);
    }
    return compiled;
  }();
  return *kCompiled;
}

}  // namespace

std::string MaskVolatile(absl::string_view text) {
  std::string masked(text);
  for (const auto& [what, becomes] : Compiled()) RE2::GlobalReplace(&masked, *what, becomes);
  return masked;
}

}  // namespace azmock
