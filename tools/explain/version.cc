#include "tools/explain/version.h"

#include <re2/re2.h>

#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/explain/find.h"

namespace azmock::explain {
namespace {

constexpr char kVersions[] =
#include "tools/explain/versions.inc"
    ;

struct Said {
  Said(absl::string_view library, const std::string& regex) : library(library), regex(regex) {}
  std::string library;
  RE2 regex;
};

struct Layout {
  std::string sdk;
  std::string says;  // "azidentity 1.3.0 or later"
  std::string fragment;
};

struct Versions {
  std::vector<std::unique_ptr<Said>> said;
  std::vector<Layout> layouts;
};

const Versions& All() {
  static const auto* const kAll = [] {
    auto* all = new Versions;
    for (absl::string_view line : absl::StrSplit(kVersions, '\n')) {
      const std::vector<std::string> fields = absl::StrSplit(line, '\t');
      if (fields[0] == "said" && fields.size() == 3) {
        all->said.push_back(std::make_unique<Said>(fields[1], fields[2]));
      } else if (fields.size() == 5) {
        const char* const side = fields[0] == "since" ? " or later" : " or earlier";
        all->layouts.push_back(
            {fields[1], absl::StrCat(fields[2], " ", fields[3], side), fields[4]});
      }
    }
    return all;
  }();
  return *kAll;
}

}  // namespace

std::string FindVersion(absl::string_view text, absl::string_view sdk) {
  for (const auto& said : All().said) {
    std::string version = FindFirst(text, said->regex);
    while (!version.empty() && version.back() == '.') version.pop_back();
    if (!version.empty()) return absl::StrCat(said->library, " ", version);
  }
  for (const Layout& layout : All().layouts) {
    if (layout.sdk == sdk && absl::StrContains(text, layout.fragment)) return layout.says;
  }
  return "";
}

}  // namespace azmock::explain
