#include "identity/seams/console.h"

#include <cstdio>
#include <string>

namespace azure::identity {
namespace {

class StandardOutput final : public Console {
 public:
  void PrintLine(absl::string_view line) override {
    const std::string text = std::string(line) + '\n';
    // In one call, so that lines of several threads do not mix.
    (void)std::fwrite(text.data(), 1, text.size(), stdout);
    (void)std::fflush(stdout);
  }
};

}  // namespace

std::shared_ptr<Console> RealConsole() { return std::make_shared<StandardOutput>(); }

}  // namespace azure::identity
