#include "identity/internal/secrets/secret_string.h"

#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/planted_secret.h"

namespace azure::identity::internal {
namespace {

constexpr std::size_t kShort = 8;  // of a std::string in itself

// What is left of an object in the memory where it was.
template <typename T>
struct Place {
  alignas(T) unsigned char bytes[sizeof(T)] = {};

  template <typename... Arguments>
  T* Make(Arguments&&... arguments) {
    return new (bytes) T(std::forward<Arguments>(arguments)...);
  }
  bool Holds(char c) const {
    const std::string text(reinterpret_cast<const char*>(bytes), sizeof(bytes));
    return text.find(std::string(kShort, c)) != std::string::npos;
  }
};

TEST(CleanseTest, OverwritesWhatAShortStringLeavesWhereItWasMovedFrom) {
  Place<std::string> place;
  std::string* const text = place.Make(kShort, 'x');
  const std::string moved = std::move(*text);
  EXPECT_EQ(moved.size(), kShort);
  Cleanse(*text);
  EXPECT_FALSE(place.Holds('x'));
  EXPECT_EQ(*text, "");
  text->~basic_string();
}

TEST(CleanseTest, OverwritesWhatIsBehindTheEnd) {
  const PlantedSecret secret("behind");
  std::string text = secret.Text();
  text.resize(1);
  EXPECT_EQ(secret.Copies(), 1);
  Cleanse(text);
  EXPECT_EQ(secret.Copies(), 0);
}

TEST(AppendSecretTest, LeavesNothingBehindWhereTheTextWas) {
  const PlantedSecret secret("appended");
  std::string text = secret.Text();
  for (int i = 0; i < 1000; ++i) AppendSecret(text, "0123456789");
  EXPECT_EQ(text.size(), 10'128u);
  EXPECT_TRUE(secret.Is(absl::string_view(text).substr(0, 128)));
  EXPECT_EQ(secret.Copies(), 1);
  Cleanse(text);
}

TEST(SecretStringTest, IsItsText) {
  const SecretString secret("s");
  EXPECT_EQ(secret, "s");
  EXPECT_NE(secret, "t");
  EXPECT_EQ(secret.size(), 1u);
  EXPECT_TRUE(SecretString().empty());
  EXPECT_EQ(SecretString(), "");
  EXPECT_NE(SecretString().data(), nullptr) << "which would be no password, not an empty one";
  EXPECT_EQ(JoinSecret({"a", "", secret}), "as");
}

TEST(SecretStringTest, OverwritesTheStringThatItTakes) {
  const PlantedSecret secret("taken");
  std::string text = secret.Text();
  const SecretString taken = std::move(text);
  EXPECT_TRUE(secret.Is(taken));
  EXPECT_EQ(secret.Copies(), 1);
}

TEST(SecretStringTest, IsOverwrittenWhenItGoes) {
  const PlantedSecret secret("gone");
  auto text = std::make_unique<SecretString>(secret.Text());
  auto copy = std::make_unique<SecretString>(*text);
  EXPECT_EQ(secret.Copies(), 2);
  text.reset();
  EXPECT_EQ(secret.Copies(), 1);
  *copy = "shorter";
  copy.reset();
  EXPECT_EQ(secret.Copies(), 0);
}

TEST(SecretStringTest, IsOverwrittenByAnother) {
  const PlantedSecret secret("another");
  SecretString text = secret.Text();
  text = SecretString("shorter");
  EXPECT_EQ(secret.Copies(), 0);
  text = secret.Text();
  text = std::string(4096, 'l');
  EXPECT_EQ(secret.Copies(), 0);
}

TEST(SecretStringTest, LeavesNothingBehindWhereItWasMovedFrom) {
  const PlantedSecret secret("moved");
  SecretString text = secret.Text();
  SecretString moved = std::move(text);
  EXPECT_EQ(secret.Copies(), 1);
  moved = SecretString();
  EXPECT_EQ(secret.Copies(), 0);

  Place<SecretString> place;
  SecretString* const there = place.Make(std::string(kShort, 'y'));
  EXPECT_FALSE(place.Holds('y')) << "short ones are elsewhere, too";
  there->~SecretString();
}

}  // namespace
}  // namespace azure::identity::internal
