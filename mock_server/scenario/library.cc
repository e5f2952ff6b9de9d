#include "mock_server/scenario/library.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/read_file.h"
#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

absl::StatusOr<std::vector<std::string>> ScenarioFilesUnder(const std::string& root) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(root, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".textproto" && !entry->is_directory(error)) {
      files.push_back(entry->path().string());
    }
  }
  if (error) {
    const std::string text = absl::StrCat(root, ": ", error.message());
    return error == std::errc::no_such_file_or_directory ? absl::NotFoundError(text)
                                                         : absl::UnavailableError(text);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<Library> Library::Load(const std::vector<SourceFile>& files) {
  Library library;
  std::vector<std::string> problems;
  for (const SourceFile& file : files) {
    auto scenario = ParseScenario(file.content, file.path);
    if (!scenario.ok()) {
      problems.emplace_back(scenario.status().message());
      continue;
    }
    const std::string id = scenario->id();
    const auto known = library.entries_.find(id);
    if (known != library.entries_.end()) {
      problems.push_back(
          absl::StrCat(file.path, ": id: \"", id, "\" is also the id of ", known->second->file));
      continue;
    }
    library.entries_.emplace(id,
                             std::make_unique<const Entry>(Entry{*std::move(scenario), file.path}));
  }
  if (!problems.empty()) return absl::InvalidArgumentError(absl::StrJoin(problems, "\n"));
  return library;
}

absl::StatusOr<Library> Library::LoadDirectory(const std::string& root) {
  const auto paths = ScenarioFilesUnder(root);
  if (!paths.ok()) return paths.status();
  std::vector<SourceFile> files;
  for (const std::string& path : *paths) {
    auto content = ReadFile(path);
    if (!content.ok()) return content.status();
    files.push_back({path, *std::move(content)});
  }
  return Load(files);
}

absl::StatusOr<const Scenario*> Library::Find(absl::string_view id) const {
  const auto entry = entries_.find(id);
  if (entry != entries_.end()) return &entry->second->scenario;
  const std::string unknown = absl::StrCat("unknown scenario \"", id, "\"");
  if (entries_.empty()) return absl::NotFoundError(absl::StrCat(unknown, "; there are none"));
  std::vector<std::string> ids;
  for (const auto& known : entries_) ids.push_back(known.first);
  return absl::NotFoundError(absl::StrCat(unknown, DidYouMean(id, std::move(ids))));
}

absl::string_view Library::FileOf(absl::string_view id) const {
  const auto entry = entries_.find(id);
  return entry == entries_.end() ? absl::string_view() : entry->second->file;
}

std::vector<const Scenario*> Library::All() const {
  std::vector<const Scenario*> all;
  for (const auto& entry : entries_) all.push_back(&entry.second->scenario);
  return all;
}

}  // namespace mock::scenario
