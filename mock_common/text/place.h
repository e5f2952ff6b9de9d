// A message within a file: says where its fields stand when they are wrong.
#ifndef MOCK_COMMON_TEXT_PLACE_H_
#define MOCK_COMMON_TEXT_PLACE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "mock_common/text/problem.h"

namespace mock::scenario {

// Small and copyable; what it is given must outlive it. Field names are those of
// the .proto file, and must exist.
class Place {
 public:
  // `tree` may be nullptr: then problems have a path but no line.
  Place(std::string file, const google::protobuf::Message& root,
        const google::protobuf::TextFormat::ParseInfoTree* tree, std::vector<Problem>* problems);

  // A nested message; `index` for repeated ones.
  Place In(const char* field, int index = -1) const;

  // The field has a wrong value.
  void Complain(const char* field, std::string text) const { Complain(field, -1, std::move(text)); }
  void Complain(const char* field, int index, std::string text) const;

  // The message lacks something; the position is the message's own.
  void Lacks(const char* field, std::string text) const;
  // The message lacks one of several things.
  void Lacks(std::string text) const;

  // The entries of a map<string, string>, in the order of the file.
  // `visit(key, value, complain)` may call complain(text) about the entry.
  using ComplainFn = std::function<void(std::string text)>;
  void ForEachEntry(const char* map_field,
                    const std::function<void(const std::string& key, const std::string& value,
                                             const ComplainFn& complain)>& visit) const;

 private:
  using Tree = google::protobuf::TextFormat::ParseInfoTree;
  using Location = google::protobuf::TextFormat::ParseLocation;

  const google::protobuf::FieldDescriptor* Field(const char* name) const;
  // Of the field, or of the message if that is not known.
  Location Locate(const google::protobuf::FieldDescriptor* field, int index) const;
  std::string PathOf(absl::string_view field, int index) const;
  void Add(Location location, std::string path, std::string text, bool missing) const;

  std::string file_;
  const google::protobuf::Message* message_;
  const Tree* tree_;
  bool has_lines_;
  std::string path_;   // "rules[0]"; "" for the file itself
  Location location_;  // of the message
  std::vector<Problem>* problems_;
};

// Complains of what `check` says of the value; an empty value is none.
void CheckOptional(const Place& place, const char* field, const std::string& value,
                   std::string (*check)(absl::string_view));

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_PLACE_H_
