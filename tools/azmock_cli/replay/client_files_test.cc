#include "tools/azmock_cli/replay/client_files.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azmock {
namespace {

constexpr char kPath[] = "/var/run/token";

mock::scenario::File File(const std::string& content) {
  mock::scenario::File file;
  file.set_path(kPath);
  file.mutable_assertion()->set_text(content);
  return file;
}

mock::scenario::Client ClientWith(const mock::scenario::File& file) {
  mock::scenario::Client client;
  *client.add_files() = file;
  return client;
}

TEST(ClientFilesTest, HoldsTheClientsFilesAndNoOthers) {
  const ClientFiles files(ClientWith(File("a.b.c\n")));
  EXPECT_EQ(*files.ReadFile(kPath, 100), "a.b.c\n");
  EXPECT_EQ(*files.FileSize(kPath), 6);
  EXPECT_EQ(files.ReadFile("/etc/passwd", 100).status().message(),
            "open /etc/passwd: no such file or directory");
}

TEST(ClientFilesTest, AnewWrittenFileIsReadAnew) {
  ClientFiles files(ClientWith(File("old")));
  files.Write(File("new"));
  EXPECT_EQ(*files.ReadFile(kPath, 100), "new");
}

TEST(ClientFilesTest, AFileIsReadByWhomItsOwnerAndModeAllowTo) {
  const struct {
    const char* user;
    const char* owner;
    const char* mode;
    bool readable;
  } kCases[] = {{"", "himds", "0000", true},     {"ada", "", "", true},
                {"ada", "ada", "0400", true},    {"ada", "ada", "0044", false},
                {"ada", "himds", "0640", false}, {"ada", "himds", "0644", true}};
  for (const auto& c : kCases) {
    auto file = File("key");
    file.set_owner(c.owner);
    file.set_mode(c.mode);
    auto client = ClientWith(file);
    client.set_user(c.user);
    const ClientFiles files(client);
    EXPECT_EQ(*files.FileSize(kPath), 3);
    const auto content = files.ReadFile(kPath, 100);
    EXPECT_EQ(content.ok(), c.readable) << c.user << " " << c.owner << " " << c.mode;
    if (!content.ok()) {
      EXPECT_EQ(content.status().message(), "open /var/run/token: permission denied");
    }
  }
}

TEST(ClientFilesTest, ARemovedFileIsGone) {
  ClientFiles files(ClientWith(File("old")));
  EXPECT_TRUE(files.Remove(kPath).ok());
  EXPECT_EQ(files.ReadFile(kPath, 100).status().message(),
            "open /var/run/token: no such file or directory");
  EXPECT_EQ(files.Remove(kPath).message(), "remove /var/run/token: no such file or directory");
}

TEST(ClientFilesTest, AFileCanBeTooLarge) {
  const ClientFiles files(ClientWith(File("1234")));
  EXPECT_TRUE(files.ReadFile(kPath, 4).ok());
  EXPECT_EQ(files.ReadFile(kPath, 3).status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace azmock
