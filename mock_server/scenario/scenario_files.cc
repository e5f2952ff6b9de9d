#include "mock_server/scenario/scenario_files.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/archive/archive.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/values.h"
#include "mock_server/scenario/loader.h"

// NOLINTBEGIN(readability-identifier-naming): the assembler's names
extern "C" {
extern const char azmock_runtime_files_begin[];
extern const char azmock_runtime_files_end[];
}
// NOLINTEND(readability-identifier-naming)

namespace azmock {
namespace {

using mock::Archive;

constexpr absl::string_view kCertificates = "mock_entra/testdata/certificates/";

// Every scenario, golden text and certificate, by its path from the repository's root.
const Archive& Files() {
  // The build has made it.
  static const Archive& files = *new Archive(*Archive::Open(
      {azmock_runtime_files_begin,
       static_cast<std::size_t>(azmock_runtime_files_end - azmock_runtime_files_begin)}));
  return files;
}

absl::string_view NameOf(absl::string_view path) { return path.substr(path.rfind('/') + 1); }

// What they contain, by their names: those beside scenarios are called after them, so they differ.
const absl::flat_hash_map<absl::string_view, absl::string_view>& FilesByName() {
  static const auto* const kFiles = [] {
    auto* files = new absl::flat_hash_map<absl::string_view, absl::string_view>();
    for (std::size_t i = 0; i < Files().size(); ++i) {
      const Archive::File file = Files()[i];
      files->emplace(NameOf(file.path), file.content);
    }
    return files;
  }();
  return *kFiles;
}

}  // namespace

absl::StatusOr<std::string> ReadRuntimeFile(absl::string_view path) {
  const auto content = Files().Find(path);
  if (content) return std::string(*content);
  return absl::NotFoundError(
      absl::StrCat(mock::scenario::Quoted(path), " is no file that comes with azmock"));
}

absl::StatusOr<std::string> ReadCertificateFile(const std::string& name) {
  const auto content = Files().Find(absl::StrCat(kCertificates, name));
  if (content) return std::string(*content);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < Files().size(); ++i) {
    absl::string_view file = Files()[i].path;
    if (absl::ConsumePrefix(&file, kCertificates)) names.emplace_back(file);
  }
  return absl::NotFoundError(absl::StrCat(mock::scenario::Quoted(name),
                                          " is no certificate that comes with the fakes",
                                          mock::scenario::DidYouMean(name, std::move(names)),
                                          " A certificate of your own is written out, as PEM"));
}

absl::StatusOr<mock::scenario::Library> LoadScenarios() {
  std::vector<mock::scenario::SourceFile> sources;
  for (std::size_t i = 0; i < Files().size(); ++i) {
    const Archive::File file = Files()[i];
    if (!IsScenarioPath(file.path)) continue;
    sources.push_back({std::string(file.path), std::string(file.content)});
  }
  return mock::scenario::Library::Load(sources);
}

bool IsScenarioPath(absl::string_view id_or_path) {
  return absl::EndsWith(id_or_path, ".textproto");
}

absl::StatusOr<mock::scenario::Scenario> FindScenario(const std::string& id_or_path) {
  if (IsScenarioPath(id_or_path)) return mock::scenario::LoadScenario(id_or_path);
  const auto library = LoadScenarios();
  if (!library.ok()) return library.status();
  const auto scenario = library->Find(id_or_path);
  if (!scenario.ok()) return scenario.status();
  return **scenario;
}

absl::StatusOr<std::string> ReadBesideScenario(absl::string_view id, absl::string_view suffix) {
  const std::string name = absl::StrCat(id, suffix);
  const auto found = FilesByName().find(name);
  if (found != FilesByName().end()) return std::string(found->second);
  return absl::NotFoundError(absl::StrCat(name, " has not been recorded"));
}

std::map<std::string, std::string> ReadAllBesideScenarios(absl::string_view suffix) {
  std::map<std::string, std::string> found;
  for (std::size_t i = 0; i < Files().size(); ++i) {
    const Archive::File file = Files()[i];
    absl::string_view id = NameOf(file.path);
    if (absl::ConsumeSuffix(&id, suffix)) found.emplace(id, file.content);
  }
  return found;
}

}  // namespace azmock
