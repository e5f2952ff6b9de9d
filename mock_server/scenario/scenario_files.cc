#include "mock_server/scenario/scenario_files.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/values.h"
#include "mock_server/scenario/loader.h"
#include "tools/cpp/runfiles/runfiles.h"

namespace azmock {
namespace {

using bazel::tools::cpp::runfiles::Runfiles;

// Lists every scenario file, golden text and certificate, a path from the repository's root
// on each line; written by the build.
constexpr char kCertificates[] = "mock_entra/testdata/certificates/";
constexpr char kIndex[] = "mock_server/scenario/scenario_index.txt";

class RuntimeFiles {
 public:
  RuntimeFiles() {
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    runfiles_.reset(Runfiles::Create(self.string()));
  }

  absl::StatusOr<std::string> Read(absl::string_view path) const {
    const std::string file =
        runfiles_ ? runfiles_->Rlocation(absl::StrCat("azure_identity_cc/", path)) : "";
    std::ifstream in(file, std::ios::binary);
    if (file.empty() || !in) {
      return absl::UnavailableError(
          absl::StrCat("missing runtime file ", path, ": run azmock through tools/azmock"));
    }
    std::ostringstream content;
    content << in.rdbuf();
    return content.str();
  }

  absl::StatusOr<std::vector<std::string>> Paths() const {
    auto index = Read(kIndex);
    if (!index.ok()) return index.status();
    return std::vector<std::string>(
        absl::StrSplit(*index, absl::ByAnyChar(" \n"), absl::SkipEmpty()));
  }

 private:
  std::unique_ptr<Runfiles> runfiles_;
};

}  // namespace

absl::StatusOr<std::string> ReadRuntimeFile(absl::string_view path) {
  return RuntimeFiles().Read(path);
}

absl::StatusOr<std::string> ReadCertificateFile(const std::string& name) {
  const RuntimeFiles files;
  const auto paths = files.Paths();
  if (!paths.ok()) return paths.status();
  std::vector<std::string> names;
  for (const std::string& path : *paths) {
    absl::string_view file = path;
    if (!absl::ConsumePrefix(&file, kCertificates)) continue;
    if (file == name) return files.Read(path);
    names.emplace_back(file);
  }
  return absl::NotFoundError(absl::StrCat(mock::scenario::Quoted(name),
                                          " is no certificate that comes with the fakes",
                                          mock::scenario::DidYouMean(name, std::move(names)),
                                          " A certificate of your own is written out, as PEM"));
}

absl::StatusOr<mock::scenario::Library> LoadScenarios() {
  const RuntimeFiles files;
  const auto paths = files.Paths();
  if (!paths.ok()) return paths.status();
  std::vector<mock::scenario::SourceFile> sources;
  for (const auto& path : *paths) {
    if (std::filesystem::path(path).extension() != ".textproto") continue;
    auto content = files.Read(path);
    if (!content.ok()) return content.status();
    sources.push_back({path, *std::move(content)});
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
  const RuntimeFiles files;
  const auto paths = files.Paths();
  if (!paths.ok()) return paths.status();
  const std::string name = absl::StrCat(id, suffix);
  for (const auto& path : *paths) {
    if (std::filesystem::path(path).filename() == name) return files.Read(path);
  }
  return absl::NotFoundError(absl::StrCat(name, " has not been recorded"));
}

absl::StatusOr<std::map<std::string, std::string>> ReadAllBesideScenarios(
    absl::string_view suffix) {
  const RuntimeFiles files;
  const auto paths = files.Paths();
  if (!paths.ok()) return paths.status();
  std::map<std::string, std::string> found;
  for (const auto& path : *paths) {
    if (!absl::EndsWith(path, suffix)) continue;
    auto content = files.Read(path);
    if (!content.ok()) return content.status();
    const std::string name = std::filesystem::path(path).filename().string();
    found.emplace(name.substr(0, name.size() - suffix.size()), *std::move(content));
  }
  return found;
}

}  // namespace azmock
