#include "mock_server/scenario/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace mock::scenario {
namespace {

SourceFile File(const std::string& id) {
  return {absl::StrCat("scenarios/", id, ".textproto"),
          absl::StrCat("id: '", id, "' title: 'About ", id, "'")};
}

TEST(LibraryTest, FindsScenariosById) {
  const auto library = Library::Load({File("b"), File("a")});
  ASSERT_TRUE(library.ok()) << library.status();
  const auto found = library->Find("a");
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ((*found)->title(), "About a");
  EXPECT_EQ(library->FileOf("a"), "scenarios/a.textproto");
  EXPECT_EQ(library->FileOf("c"), "");
  ASSERT_EQ(library->All().size(), 2u);
  EXPECT_EQ(library->All()[0]->id(), "a");
}

TEST(LibraryTest, MovingKeepsPointersValid) {
  auto library = Library::Load({File("a")});
  ASSERT_TRUE(library.ok());
  const Scenario* scenario = *library->Find("a");
  const Library moved = *std::move(library);
  EXPECT_EQ(*moved.Find("a"), scenario);
}

TEST(LibraryTest, AnUnknownIdNamesTheThreeNearest) {
  const auto library = Library::Load({File("client-secret-invalid"), File("client-secret-expired"),
                                      File("client-secret-missing"), File("tenant-unknown")});
  ASSERT_TRUE(library.ok()) << library.status();
  const auto found = library->Find("client-secret-invald");
  EXPECT_EQ(found.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(found.status().message(),
            "unknown scenario \"client-secret-invald\"; did you mean client-secret-invalid, "
            "client-secret-expired or client-secret-missing?");
}

TEST(LibraryTest, AnUnknownIdAmongFewOrNone) {
  EXPECT_EQ(Library().Find("a").status().message(), "unknown scenario \"a\"; there are none");
  EXPECT_EQ(Library::Load({File("b")})->Find("a").status().message(),
            "unknown scenario \"a\"; did you mean b?");
}

TEST(LibraryTest, ProblemsOfAllFilesComeTogether) {
  const auto library =
      Library::Load({{"a.textproto", "id: 'a'"}, File("b"), {"c.textproto", "x: 1"}});
  EXPECT_EQ(library.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(library.status().message(),
            "a.textproto:1:1: title: is missing\n"
            "c.textproto:1:1: x: Scenario has no such field; did you mean id?");
}

TEST(LibraryTest, AnIdMayOccurOnce) {
  SourceFile second = File("a");
  second.path = "elsewhere/a.textproto";
  EXPECT_EQ(Library::Load({File("a"), second}).status().message(),
            "elsewhere/a.textproto: id: \"a\" is also the id of scenarios/a.textproto");
}

TEST(LibraryTest, LoadsADirectoryAtAnyDepth) {
  const std::string root = testing::TempDir() + "/library";
  std::filesystem::create_directories(root + "/deep/er");
  std::ofstream(root + "/a.textproto") << File("a").content;
  std::ofstream(root + "/deep/er/b.textproto") << File("b").content;
  std::ofstream(root + "/a.error.txt") << "not a scenario";
  const auto library = Library::LoadDirectory(root);
  ASSERT_TRUE(library.ok()) << library.status();
  EXPECT_EQ(library->All().size(), 2u);
  EXPECT_EQ(library->FileOf("b"), root + "/deep/er/b.textproto");
}

TEST(LibraryTest, ADirectoryThatIsNotThereIsNamed) {
  const auto library = Library::LoadDirectory("/no/such/folder");
  EXPECT_EQ(library.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(library.status().message(), "/no/such/folder: No such file or directory");
}

}  // namespace
}  // namespace mock::scenario
