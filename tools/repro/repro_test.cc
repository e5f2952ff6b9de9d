#include "tools/repro/repro.h"

#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/text/read_file.h"
#include "mock_server/scenario/scenario_files.h"

namespace azmock::repro {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Reproducer& Shared() {
  static const auto* const kReproducer = new auto(Reproducer::Create());
  if (!kReproducer->ok()) std::abort();
  return **kReproducer;
}

Reproduction Reproduce(absl::string_view paste) {
  auto found = Shared().Reproduce(paste);
  EXPECT_TRUE(found.ok()) << found.status();
  return found.ok() ? *std::move(found) : Reproduction();
}

std::string Golden(absl::string_view id) {
  const auto text = ReadBesideScenario(id, ".error.txt");
  EXPECT_TRUE(text.ok()) << text.status();
  return text.value_or("");
}

std::string Paste(absl::string_view name) {
  const auto text = mock::scenario::ReadFile(absl::StrCat("tools/explain/testdata/", name, ".txt"));
  EXPECT_TRUE(text.ok()) << text.status();
  return text.value_or("");
}

TEST(ReproTest, ATextWithOtherNamesIsEqualToTheByte) {
  const std::string paste = absl::StrReplaceAll(
      Golden("client-secret-expired"),
      {{"7e4a0000-0000-4000-8000-0000000000", "bd96b852-dc31-47c2-ae1a-386ba3a759"},
       {"00effe39-8d67-4616-9b33-b67486bd6100", "8a5e7a05-bc1d-4453-a309-f4a57a01ac00"},
       {"2026-01-15", "2026-07-20"}});
  const Reproduction found = Reproduce(absl::StrCat("2026/07/20 main.go: ", paste));
  EXPECT_EQ(found.kind, Reproduction::kText);
  EXPECT_EQ(found.verdict.kind, Verdict::kEqual);
  EXPECT_EQ(found.made_from, "client-secret-expired");
  EXPECT_EQ(absl::StrCat(found.text, "\n"), paste);
  EXPECT_TRUE(found.fixed_succeeds);
  EXPECT_THAT(found.scenario.aadsts(), ElementsAre(7000222));
}

TEST(ReproTest, AnAnswerThatNoScenarioHasIsAnsweredAsItStands) {
  const Reproduction found = Reproduce(
      "ManagedIdentityCredential authentication failed. \n"
      "GET http://169.254.169.254/metadata/identity/oauth2/token\n"
      "--------------------------------------------------------------------------------\n"
      "RESPONSE 418: 418 I am a teapot\n"
      "--------------------------------------------------------------------------------\n"
      "{\n  \"kettle\": \"on\"\n}\n"
      "--------------------------------------------------------------------------------\n"
      "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id\n");
  EXPECT_EQ(found.kind, Reproduction::kText);
  EXPECT_EQ(found.verdict.kind, Verdict::kEqual) << found.text;
  EXPECT_EQ(found.scenario.rules_size(), 1);
  EXPECT_TRUE(found.fixed_succeeds);
  EXPECT_EQ(found.fixed.rules_size(), 0);
}

TEST(ReproTest, OfAnotherSdksErrorTheAnswerIsTheSame) {
  const Reproduction found = Reproduce(Paste("js-700016"));
  EXPECT_EQ(found.kind, Reproduction::kWire);
  EXPECT_TRUE(found.wire.same()) << found.text;
  EXPECT_THAT(found.text, HasSubstr("AADSTS700016: Application with identifier"));
  EXPECT_TRUE(found.fixed_succeeds);
}

TEST(ReproTest, ADifferentAnswerIsSaidToBeDifferent) {
  const Reproduction found = Reproduce(
      absl::StrReplaceAll(Golden("client-secret-invalid"), {{"To troubleshoot", "For help"}}));
  EXPECT_EQ(found.kind, Reproduction::kText);
  EXPECT_EQ(found.verdict.kind, Verdict::kDifferent);
}

TEST(ReproTest, AFakeToolSaysWhatTheToolSaid) {
  const Reproduction found = Reproduce(
      "AzureCLICredential: ERROR: the teapot is signed out. To troubleshoot, visit "
      "https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli");
  EXPECT_EQ(found.kind, Reproduction::kText);
  EXPECT_EQ(found.verdict.kind, Verdict::kEqual) << found.text;
  EXPECT_TRUE(found.fixed_succeeds);
}

TEST(ReproTest, WithoutAnAnswerThereIsTheSituation) {
  const Reproduction found = Reproduce(Paste("python-chain"));
  EXPECT_EQ(found.kind, Reproduction::kSituation);
  EXPECT_THAT(found.scenario.guide_rows(), Not(ElementsAre()));
}

TEST(ReproTest, OfNothingThereIsNothing) {
  EXPECT_EQ(Reproduce("It does not work since Tuesday.").kind, Reproduction::kNothing);
  EXPECT_EQ(Reproduce("").kind, Reproduction::kNothing);
}

TEST(ReproTest, NoSecretOfThePasteIsInTheScenario) {
  const Reproduction found = Reproduce(
      absl::StrCat("AZURE_CLIENT_SECRET=hunter2hunter2\n", Golden("client-secret-invalid")));
  EXPECT_EQ(found.kind, Reproduction::kText);
  EXPECT_THAT(found.explanation.masked, ElementsAre("client_secret"));
  EXPECT_THAT(found.scenario.DebugString(), Not(HasSubstr("hunter2")));
  EXPECT_THAT(found.fixed.DebugString(), Not(HasSubstr("hunter2")));
}

TEST(ReproTest, NobodyIsWaitedForAtABrowser) {
  const Reproduction found = Reproduce(Golden("browser-openid-configuration-not-found"));
  EXPECT_EQ(found.kind, Reproduction::kText);
  EXPECT_EQ(found.verdict.kind, Verdict::kEqual);
}

}  // namespace
}  // namespace azmock::repro
