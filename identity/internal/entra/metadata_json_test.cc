#include "identity/internal/entra/metadata_json.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST(MetadataMembersTest, GivesMembersByName) {
  EXPECT_THAT(MetadataMembers(R"({"a":"x","b":[1]} and more)").value(),
              UnorderedElementsAre(Pair("a", "\"x\""), Pair("b", "[1]")));
}

TEST(MetadataMembersTest, AnEmptyBodyHasNone) {
  EXPECT_THAT(MetadataMembers("").value(), IsEmpty());
}

TEST(MetadataMembersTest, SaysWhatIsWrongAndShowsTheBody) {
  static constexpr struct {
    const char* body;
    const char* error;
  } kCases[] = {
      {" ", "EOF"},
      {"null", "Unmarshal expected opening {, received <nil>"},
      {"5", "Unmarshal expected opening {, received 5"},
      {R"("x")", "Unmarshal expected opening {, received x"},
      {"[]", "Unmarshal expected opening {, received ["},
      {"[", "Unmarshal expected opening {, received ["},
      {"<html>", "invalid character '<' looking for beginning of value"},
      {"{", "EOF"},
      {R"({"a":1)", "EOF"},
      {R"({"authorization_endpoint":"a)", "unexpected EOF"},
      {R"({"a":})", "invalid character '}' looking for beginning of value"},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(MetadataMembers(c.body),
                StatusIs(absl::StatusCode::kUnavailable,
                         absl::StrCat("json decode error: ", c.error,
                                      "\njson message bytes were: ", c.body)));
  }
}

TEST(MetadataTextTest, ReadsTextAndTakesNullForNothing) {
  constexpr char kBody[] = R"({"a":"x","b":null,"c":5})";
  const auto members = MetadataMembers(kBody).value();
  EXPECT_THAT(MetadataText(kBody, members, "a"), IsOkAndHolds("x"));
  EXPECT_THAT(MetadataText(kBody, members, "b"), IsOkAndHolds(""));
  EXPECT_THAT(MetadataText(kBody, members, "d"), IsOkAndHolds(""));
  EXPECT_THAT(MetadataText(kBody, members, "c"),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat("json decode error: json: cannot unmarshal number into Go "
                                    "value of type string\njson message bytes were: ",
                                    kBody)));
}

}  // namespace
}  // namespace azure::identity::internal
