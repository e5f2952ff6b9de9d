#include "tools/explain/journal/exchange_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;
using ::testing::HasSubstr;
using ::testing::Not;

JournalEntry Refused() {
  JournalEntry entry;
  entry.sequence = 2;
  entry.time = absl::FromUnixMillis(2500);
  entry.method = "POST";
  entry.host = "login.example";
  entry.path = "/t/token";
  entry.query = {{"scope", "1"}, {"x", "hunter2"}};
  entry.status = 401;
  entry.oauth_error = "invalid_client";
  entry.aadsts = {7000215};
  entry.reason = "the client secret is none of the application's";
  entry.answered_by = "computed";
  entry.correlation_id = "c";
  entry.trace_id = "t";
  return entry;
}

TEST(ExchangeTextTest, SaysWhatWasAskedAndWhyItWasRefused) {
  EXPECT_EQ(ExchangeText(Refused(), absl::UnixEpoch()),
            "  2  +2.500s  POST login.example/t/token?scope=1&x=<redacted>\n"
            "     401 invalid_client AADSTS7000215\n"
            "     the client secret is none of the application's\n"
            "     correlation c, trace t\n");
}

TEST(ExchangeTextTest, OnATerminalARefusalIsRedAndIdsAreDim) {
  const Style colored = Style::For(ColorMode::kAlways, 0);
  EXPECT_EQ(ExchangeText(Refused(), absl::UnixEpoch(), colored),
            "  2  +2.500s  POST login.example/t/token?scope=1&x=<redacted>\n"
            "\x1b[31m     401 invalid_client AADSTS7000215\x1b[0m\n"
            "     the client secret is none of the application's\n"
            "\x1b[2m     correlation c, trace t\x1b[0m\n");
  JournalEntry well;
  well.sequence = 1;
  well.time = absl::UnixEpoch();
  well.method = "GET";
  well.host = "h";
  well.status = 200;
  EXPECT_EQ(ExchangeText(well, absl::UnixEpoch(), colored),
            "  1  +0.000s  GET h\n"
            "\x1b[32m     200\x1b[0m\n");
}

TEST(ExchangeTextTest, OfAScenariosAnswerItNamesTheRule) {
  JournalEntry entry = Refused();
  entry.query.clear();
  entry.reason.clear();
  entry.trace_id.clear();
  entry.answered_by = "scenario throttled rule 0 step 1";
  entry.duration = absl::Seconds(2);
  entry.fault = "TRUNCATE_BODY";
  EXPECT_EQ(ExchangeText(entry, absl::UnixEpoch()),
            "  2  +2.500s  POST login.example/t/token\n"
            "     401 TRUNCATE_BODY invalid_client AADSTS7000215, held back for 2.000s\n"
            "     scenario throttled rule 0 step 1\n"
            "     correlation c\n");
}

TEST(ExchangeTextTest, FaultsAndRunsHaveNoStatus) {
  JournalEntry entry;
  entry.fault = "TLS_HANDSHAKE";
  EXPECT_EQ(RequestText(entry), "a TLS handshake");
  EXPECT_EQ(AnswerText(entry), "TLS_HANDSHAKE, no answer");
  entry.status = 400;
  EXPECT_EQ(RequestText(entry), "what is no request");
  entry.run = "az account get-access-token";
  entry.exit_code = 1;
  EXPECT_EQ(RequestText(entry), "az account get-access-token");
  EXPECT_EQ(AnswerText(entry), "exit code 1");
}

TEST(ExchangeTextTest, PortsAndControlCharactersAreNotShown) {
  JournalEntry entry;
  entry.method = "GET";
  entry.host = "h";
  entry.path = "/\x1b[31m\n";
  entry.query = {{"redirect_uri", "http://localhost:12345/"},
                 {"resource", "http%3A%2F%2F127.0.0.1%3A80"}};
  EXPECT_EQ(RequestText(entry),
            "GET h/?[31m?"
            "?redirect_uri=http://localhost:<port>/&resource=http%3A%2F%2F127.0.0.1%3A<port>");
}

TEST(ExchangeTextTest, NoLineIsWiderThan100Columns) {
  JournalEntry entry = Refused();
  entry.path = "/" + std::string(250, 'x');
  entry.query = {{"state", std::string(80, 'y')}, {"nonce", std::string(300, 'z')}};
  entry.reason =
      "words and words and words and words and words and words and words and words and "
      "words and words and words and words";
  for (int i = 0; i < 60; ++i) entry.client_request_id += "\xC3\xA4";
  const std::string text = ExchangeText(entry, absl::UnixEpoch());
  for (const absl::string_view line : absl::StrSplit(text, '\n')) EXPECT_LE(line.size(), 100u);
  EXPECT_THAT(text, HasSubstr("\n     &nonce="));
  std::string letters;
  for (int i = 0; i < 99; ++i) letters += "\xC3\xA4";
  EXPECT_THAT(Wrapped("x", letters), Not(HasSubstr("\xC3\n"))) << "cuts no letter";
}

}  // namespace
}  // namespace azmock::explain
