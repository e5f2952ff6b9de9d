// Protobuf's text format, read so that one pass tells everything that is wrong.
#ifndef MOCK_COMMON_TEXT_TEXT_PARSER_H_
#define MOCK_COMMON_TEXT_TEXT_PARSER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "mock_common/text/problem.h"

namespace mock::scenario {

struct ParsedText {
  // Unknown fields and values of a wrong type are all collected, and left out of
  // the message.
  std::vector<Problem> problems;
  // The last problem kept the rest of the text from being read.
  bool fatal = false;
  // Where each field stands.
  std::unique_ptr<google::protobuf::TextFormat::ParseInfoTree> places;
};

// Reads `text` into `message`. `file` is the name that problems show.
ParsedText ParseText(absl::string_view text, const std::string& file,
                     google::protobuf::Message* message);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_TEXT_PARSER_H_
