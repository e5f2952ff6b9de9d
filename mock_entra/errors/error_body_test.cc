#include "mock_entra/errors/error_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"

namespace mock::entra {
namespace {

ErrorCircumstances GuideExample() {
  ErrorCircumstances circumstances;
  circumstances.time = absl::FromUnixSeconds(1646245526);  // 2022-03-02T18:25:26Z
  circumstances.trace_id = "03da4b8e-5ffe-48ca-9754-aff4276f0100";
  circumstances.correlation_id = "7b12f9bb-2eef-42e3-ad75-eee69ec9088d";
  circumstances.authority = "https://login.microsoftonline.com";
  return circumstances;
}

const AadstsRow& Row(std::int64_t code, absl::string_view variant = "") {
  return *Catalogue::BuiltIn().Find(code, variant);
}

// The example of the troubleshooting guide, compact.
TEST(ErrorBodyTest, RendersTheGuidesExampleWithCrlfTrailer) {
  ErrorCircumstances circumstances = GuideExample();
  circumstances.crlf_trailer = true;
  EXPECT_EQ(
      ErrorBody(Row(7000215), {{"appId", "86be4c01-505b-45e9-bfc0-9b825fd84"}}, circumstances),
      R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret )"
      R"(provided. Ensure the secret being sent in the request is the client secret value, not )"
      R"(the client secret ID, for a secret added to app '86be4c01-505b-45e9-bfc0-9b825fd84'.)"
      R"(\r\nTrace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100)"
      R"(\r\nCorrelation ID: 7b12f9bb-2eef-42e3-ad75-eee69ec9088d)"
      R"(\r\nTimestamp: 2022-03-02 18:25:26Z","error_codes":[7000215],)"
      R"("timestamp":"2022-03-02 18:25:26Z","trace_id":"03da4b8e-5ffe-48ca-9754-aff4276f0100",)"
      R"("correlation_id":"7b12f9bb-2eef-42e3-ad75-eee69ec9088d",)"
      R"("error_uri":"https://login.microsoftonline.com/error?code=7000215"})");
}

TEST(ErrorBodyTest, EndsTheDescriptionInOneLineByDefault) {
  const auto body = nlohmann::json::parse(ErrorBody(Row(7000216), {}, GuideExample()));
  EXPECT_EQ(body["error_description"],
            "AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required for the "
            "'client_credentials' grant type. Trace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100 "
            "Correlation ID: 7b12f9bb-2eef-42e3-ad75-eee69ec9088d Timestamp: 2022-03-02 "
            "18:25:26Z");
}

TEST(ErrorBodyTest, LeavesErrorUriOutForCodesThatEntrasPageLacks) {
  EXPECT_EQ(
      ErrorBody(Row(700038), {{"client_id", "00000000-0000-0000-0000-000000000000"}},
                GuideExample()),
      R"({"error":"unauthorized_client","error_description":"AADSTS700038: )"
      R"(00000000-0000-0000-0000-000000000000 is not a valid application identifier. )"
      R"(Trace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100 )"
      R"(Correlation ID: 7b12f9bb-2eef-42e3-ad75-eee69ec9088d )"
      R"(Timestamp: 2022-03-02 18:25:26Z","error_codes":[700038],)"
      R"("timestamp":"2022-03-02 18:25:26Z","trace_id":"03da4b8e-5ffe-48ca-9754-aff4276f0100",)"
      R"("correlation_id":"7b12f9bb-2eef-42e3-ad75-eee69ec9088d"})");
}

TEST(ErrorBodyTest, NamesTheAskedCloudInErrorUri) {
  ErrorCircumstances circumstances = GuideExample();
  circumstances.authority = "https://login.microsoftonline.us";
  const auto body = nlohmann::json::parse(ErrorBody(Row(90002), {}, circumstances));
  EXPECT_EQ(body["error_uri"], "https://login.microsoftonline.us/error?code=90002");
}

TEST(ErrorBodyTest, PutsSuberrorAndClaimsLast) {
  const std::string text = ErrorBody(Row(53003), {{"policyId", "p1"}}, GuideExample());
  const std::string tail = R"("error_uri":"https://login.microsoftonline.com/error?code=53003",)"
                           R"("suberror":"message_only","claims":"{\"access_token\":{\"capolids\":)"
                           R"({\"essential\":true,\"values\":[\"p1\"]}}}"})";
  EXPECT_THAT(text, ::testing::EndsWith(tail));
}

TEST(ErrorBodyTest, NestedErrorsListBothCodes) {
  EXPECT_THAT(ErrorBody(Row(70002, "50012"), {}, GuideExample()),
              ::testing::HasSubstr(R"("error_codes":[70002,50012],)"));
}

TEST(ErrorBodyTest, SurvivesBytesThatAreNoText) {
  const std::string text = ErrorBody(Row(70003), {{"grant_type", "\xff\"{"}}, GuideExample());
  const auto body = nlohmann::json::parse(text, nullptr, false);
  EXPECT_FALSE(body.is_discarded());
}

TEST(ErrorBodyTest, EveryRowIsValidJson) {
  for (const AadstsRow& row : Catalogue::BuiltIn().rows()) {
    const auto body = nlohmann::json::parse(ErrorBody(row, {}, GuideExample()), nullptr, false);
    ASSERT_FALSE(body.is_discarded()) << row.code;
    EXPECT_EQ(body.contains("claims"),
              absl::string_view(row.extra).find("claims") != absl::string_view::npos);
  }
}

}  // namespace
}  // namespace mock::entra
