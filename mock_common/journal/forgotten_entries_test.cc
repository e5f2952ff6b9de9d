#include "mock_common/journal/forgotten_entries.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace mock::scenario {
namespace {

TEST(ForgottenEntriesTest, CountsByTenantInAnyCaseAndBySequence) {
  ForgottenEntries forgotten;
  EXPECT_EQ(forgotten.Count(0, {}), 0u);
  forgotten.Add("a", 1);
  forgotten.Add("b", 2);
  forgotten.Add("A.example", 5);
  EXPECT_EQ(forgotten.Count(0, {}), 3u);
  EXPECT_EQ(forgotten.Count(0, {"A", "a.EXAMPLE"}), 2u);
  EXPECT_EQ(forgotten.Count(2, {"b"}), 0u);
  EXPECT_EQ(forgotten.Count(4, {"a.example"}), 1u);
  EXPECT_EQ(forgotten.Count(4, {}), 1u);
  EXPECT_EQ(forgotten.Count(5, {}), 0u);
  EXPECT_EQ(forgotten.Count(0, {"c"}), 0u);
}

TEST(ForgottenEntriesTest, WhatIsClearedIsNotMissed) {
  ForgottenEntries forgotten;
  forgotten.Add("a", 1);
  forgotten.Add("b", 2);
  forgotten.ClearTenant({"A"});
  EXPECT_EQ(forgotten.Count(0, {"a"}), 0u);
  EXPECT_EQ(forgotten.Count(0, {}), 1u);
  forgotten.Clear();
  EXPECT_EQ(forgotten.Count(0, {}), 0u);
}

TEST(ForgottenEntriesTest, CountsTooMuchRatherThanTooLittle) {
  ForgottenEntries forgotten;
  for (int i = 1; i <= 5000; ++i) forgotten.Add(absl::StrCat("t", i), i);
  EXPECT_GE(forgotten.Count(0, {"t5000"}), 1u);
  EXPECT_EQ(forgotten.Count(0, {}), 5000u);
  forgotten.Clear();
  forgotten.Add(std::string(9000, 'x') + "1", 1);
  EXPECT_EQ(forgotten.Count(0, {std::string(9000, 'x') + "2"}), 1u);
  // They differ in the last of the letters that count, or in the next.
  forgotten.Clear();
  forgotten.Add(std::string(127, 'x') + "1", 1);
  EXPECT_EQ(forgotten.Count(0, {std::string(127, 'x') + "2"}), 0u);
  EXPECT_EQ(forgotten.Count(0, {std::string(127, 'x') + "12"}), 1u);
}

}  // namespace
}  // namespace mock::scenario
