#include "tools/explain/sdk.h"

#include <map>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace azmock::explain {
namespace {

constexpr char kSdks[] =
#include "tools/explain/sdks.inc"
    ;

constexpr int kSurelyTheTool = 12;

struct Sign {
  std::string sdk;
  int weight;
  std::string fragment;
};

const std::vector<Sign>& Signs() {
  static const auto* const kSigns = [] {
    auto* signs = new std::vector<Sign>;
    for (absl::string_view line : absl::StrSplit(kSdks, '\n', absl::SkipEmpty())) {
      const std::vector<absl::string_view> fields = absl::StrSplit(line, absl::MaxSplits(' ', 2));
      int weight = 0;
      if (fields.size() != 3 || !absl::SimpleAtoi(fields[1], &weight)) continue;
      signs->push_back(
          {std::string(fields[0]), weight, absl::StrReplaceAll(fields[2], {{"\\n", "\n"}})});
    }
    return signs;
  }();
  return *kSigns;
}

bool IsTool(absl::string_view sdk) { return sdk == "az" || sdk == "azd" || sdk == "powershell"; }

}  // namespace

std::string FindSdk(absl::string_view text, bool has_credential) {
  std::map<std::string, int> sums;
  for (const Sign& sign : Signs()) {
    if (has_credential && IsTool(sign.sdk) && sign.weight < kSurelyTheTool) continue;
    if (absl::StrContains(text, sign.fragment)) sums[sign.sdk] += sign.weight;
  }
  std::string best;
  int most = 0;
  for (const auto& [sdk, sum] : sums) {
    if (sum > most) {
      best = sdk;
      most = sum;
    }
  }
  return best;
}

}  // namespace azmock::explain
