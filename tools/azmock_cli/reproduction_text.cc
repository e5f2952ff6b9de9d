#include "tools/azmock_cli/reproduction_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "tools/azmock_cli/replay/line_diff.h"

namespace azmock {
namespace {

using repro::Reproduction;
using repro::Verdict;

const char* Same(bool same) { return same ? "same" : "different"; }

std::string VerdictOfText(const Verdict& verdict) {
  if (verdict.kind == Verdict::kEqual) return "equal";
  if (verdict.kind == Verdict::kDifferent) return "different";
  return absl::StrCat("equal but for IDs and times",
                      verdict.but_for_parity ? ", and for what identity/PARITY.md lists" : "",
                      verdict.cut ? ", as far as the paste goes" : "");
}

std::string Text(const Reproduction& found, const Style& style) {
  const std::string verdict =
      absl::StrCat("The text is ", VerdictOfText(found.verdict), " (", found.origin, ").\n\n");
  if (found.verdict.kind == Verdict::kEqual) {
    return absl::StrCat(verdict, found.verdict.reproduced, "\n");
  }
  return absl::StrCat(verdict, "- pasted\n+ reproduced\n\n",
                      PaintDiff(LineDiff(found.verdict.pasted, found.verdict.reproduced), style));
}

std::string Wire(const Reproduction& found) {
  return absl::StrCat("The fakes answer as the paste says: status ", Same(found.wire.same_status),
                      ", code ", Same(found.wire.same_code), ", description ",
                      Same(found.wire.same_description),
                      ".\nOf that answer the C++ library makes:\n\n", found.text, "\n");
}

std::string Verdicted(const Reproduction& found, const Style& style) {
  switch (found.kind) {
    case Reproduction::kText:
      return Text(found, style);
    case Reproduction::kWire:
      return Wire(found);
    case Reproduction::kTool:
      return absl::StrCat(
          "The fake tool says what the paste's said. The C++ library makes of it:\n\n", found.text,
          "\n");
    case Reproduction::kSituation:
      return absl::StrCat("Nothing in the text was answered by a server. In the same situation (",
                          found.origin, ") the C++ library says:\n\n", found.text, "\n");
    case Reproduction::kNothing:
      break;
  }
  return "There is nothing to reproduce: no answer of a server, and no text that is known.\n";
}

}  // namespace

bool IsSame(const Reproduction& found) {
  switch (found.kind) {
    case Reproduction::kText:
      return found.verdict.kind != Verdict::kDifferent;
    case Reproduction::kWire:
      return found.wire.same();
    case Reproduction::kTool:
    case Reproduction::kSituation:
      return true;
    case Reproduction::kNothing:
      break;
  }
  return false;
}

std::string ReproductionText(const Reproduction& found, const Style& style) {
  std::string text = Verdicted(found, style);
  if (!found.explanation.masked.empty()) {
    absl::StrAppend(&text, "\nThe text had secrets (",
                    absl::StrJoin(found.explanation.masked, ", "), "). They are in no scenario.\n");
  }
  return text;
}

std::string AsTextproto(const mock::scenario::Scenario& scenario) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(scenario, &text);
  return absl::StrCat(
      "# proto-file: mock_server/scenario/scenario.proto\n"
      "# proto-message: mock.scenario.Scenario\n",
      text);
}

}  // namespace azmock
