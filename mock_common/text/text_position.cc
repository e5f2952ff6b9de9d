#include "mock_common/text/text_position.h"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace mock::scenario {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::io::Tokenizer;

// Tabs, as protobuf's tokenizer counts them.
constexpr int kTabWidth = 8;

class IgnoreErrors : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int, int, const std::string&) override {}
};

// Follows the tokens into nested messages and out of them.
class FieldTracker {
 public:
  explicit FieldTracker(const Descriptor* root) { frames_.push_back({root, "", {}, {}, false}); }

  void Next(const Tokenizer::Token& token) {
    if (token.text == "{" || token.text == "<") return Enter();
    if (token.text == "}" || token.text == ">") return Leave();
    if (token.text == "[") return BeginList();
    if (token.text == "]") return EndList();
    if (token.text == ",") return NextInList();
    if (token.text == ":") {
      value_next_ = true;
    } else if (token.type == Tokenizer::TYPE_IDENTIFIER && !value_next_ &&
               !frames_.back().in_list) {
      Name(token);
    } else {
      value_next_ = false;
    }
  }

  const FieldAt& current() const { return frames_.back().at; }

 private:
  struct Frame {
    const Descriptor* type;
    std::string prefix;  // "rules[0]."
    std::map<std::string, int> seen;
    FieldAt at;
    bool in_list;
  };

  void Name(const Tokenizer::Token& token) {
    Frame& frame = frames_.back();
    frame.at.name = token.text;
    frame.at.line = token.line;
    frame.at.column = token.column;
    frame.at.in = frame.type;
    frame.at.field = frame.type != nullptr ? frame.type->FindFieldByName(token.text) : nullptr;
    SetPath(frame.seen[token.text]++);
  }

  void SetPath(int index) {
    FieldAt& at = frames_.back().at;
    at.path = absl::StrCat(frames_.back().prefix, at.name);
    if (at.field != nullptr && at.field->is_repeated()) absl::StrAppend(&at.path, "[", index, "]");
  }

  void Enter() {
    const FieldAt& at = frames_.back().at;
    const Descriptor* type = at.field != nullptr ? at.field->message_type() : nullptr;
    Frame inner{type, at.path + ".", {}, at, false};
    frames_.push_back(std::move(inner));
    value_next_ = false;
  }

  void Leave() {
    if (frames_.size() > 1) frames_.pop_back();
    value_next_ = false;
  }

  void BeginList() {
    frames_.back().in_list = value_next_ || frames_.back().at.field != nullptr;
    value_next_ = false;
  }

  void EndList() {
    frames_.back().in_list = false;
    value_next_ = false;
  }

  void NextInList() {
    Frame& frame = frames_.back();
    if (frame.in_list) SetPath(frame.seen[frame.at.name]++);
    value_next_ = false;
  }

  std::vector<Frame> frames_;
  bool value_next_ = false;
};

}  // namespace

FieldAt FindField(absl::string_view text, const Descriptor* root, int line, int column) {
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  IgnoreErrors errors;
  Tokenizer tokenizer(&input, &errors);
  tokenizer.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
  tokenizer.set_allow_f_after_float(true);
  tokenizer.set_require_space_after_number(false);
  tokenizer.set_allow_multiline_strings(true);
  FieldTracker tracker(root);
  while (tokenizer.Next()) {
    const Tokenizer::Token& token = tokenizer.current();
    if (std::tie(token.line, token.column) >= std::tie(line, column)) break;
    tracker.Next(token);
  }
  return tracker.current();
}

std::size_t OffsetOf(absl::string_view text, int line, int column) {
  int at_line = 0;
  int at_column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::tie(at_line, at_column) >= std::tie(line, column)) return i;
    if (text[i] == '\n') {
      ++at_line;
      at_column = 0;
    } else if (text[i] == '\t') {
      at_column += kTabWidth - at_column % kTabWidth;
    } else {
      ++at_column;
    }
  }
  return text.size();
}

}  // namespace mock::scenario
