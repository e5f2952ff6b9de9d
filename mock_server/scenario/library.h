// Many scenarios, found by id.
#ifndef MOCK_SERVER_SCENARIO_LIBRARY_H_
#define MOCK_SERVER_SCENARIO_LIBRARY_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/scenario/scenario.pb.h"

namespace mock::scenario {

// A scenario file that has been read.
struct SourceFile {
  std::string path;
  std::string content;
};

// Immutable once loaded: safe for use by many threads. Moving it keeps pointers
// to its scenarios valid.
class Library {
 public:
  Library() = default;

  // Errors: kInvalidArgument, with the problems of all files together, one a
  // line (see ParseScenario), and ids that occur twice.
  static absl::StatusOr<Library> Load(const std::vector<SourceFile>& files);

  // Every .textproto file under `root`, at any depth. Also kNotFound if there is
  // no such directory and kUnavailable if something in it cannot be read.
  static absl::StatusOr<Library> LoadDirectory(const std::string& root);

  // kNotFound names the three nearest ids:
  //   unknown scenario "client-secret-invald"; did you mean client-secret-invalid, ...?
  absl::StatusOr<const Scenario*> Find(absl::string_view id) const;

  // The path of the scenario's file, "" for an unknown id. Golden files stand
  // beside it.
  absl::string_view FileOf(absl::string_view id) const;

  // Sorted by id.
  std::vector<const Scenario*> All() const;

 private:
  struct Entry {
    Scenario scenario;
    std::string file;
  };
  std::map<std::string, std::unique_ptr<const Entry>, std::less<>> entries_;
};

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_LIBRARY_H_
