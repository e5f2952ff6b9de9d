// Which field a position in a text-format file belongs to.
#ifndef MOCK_COMMON_TEXT_TEXT_POSITION_H_
#define MOCK_COMMON_TEXT_TEXT_POSITION_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace mock::scenario {

// The field whose name stands last before a position.
struct FieldAt {
  // "rules[1].steps[0].delay"; "" before the first field.
  std::string path;
  std::string name;
  // Of the name, from 0, as protobuf counts.
  int line = 0;
  int column = 0;
  // The message it stands in; nullptr inside an unknown field.
  const google::protobuf::Descriptor* in = nullptr;
  const google::protobuf::FieldDescriptor* field = nullptr;  // nullptr if unknown
};

// `line` and `column` count from 0, as protobuf does: a tab ends at the next
// multiple of 8. Never fails: on malformed text it says what it can.
FieldAt FindField(absl::string_view text, const google::protobuf::Descriptor* root, int line,
                  int column);

// Where in `text` that position is; its size if it lies behind the end.
std::size_t OffsetOf(absl::string_view text, int line, int column);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_TEXT_POSITION_H_
