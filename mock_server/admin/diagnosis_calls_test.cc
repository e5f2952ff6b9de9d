#include "mock_server/admin/diagnosis_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>

#include "absl/status/status.h"
#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

// Says what it was asked.
class Echo : public Explainer {
 public:
  ExplainResponse ExplainExchange(const scenario::JournalEntry& entry) const override {
    return Parsed<ExplainResponse>("report: \"exchange " + entry.path + "\"");
  }
  ExplainResponse ExplainText(absl::string_view pasted) const override {
    return Parsed<ExplainResponse>("report: \"text " + std::string(pasted) + "\"");
  }
  absl::StatusOr<ReproduceResponse> Reproduce(absl::string_view pasted) const override {
    if (pasted == "fails") return absl::UnavailableError("no fakes");
    return Parsed<ReproduceResponse>("report: \"again " + std::string(pasted) + "\"");
  }
};

class DiagnosisCallsTest : public ControlTest {
 protected:
  absl::Status Explained(const std::string& request) {
    return Explain(explaining_, Parsed<ExplainRequest>(request), &explained_);
  }
  absl::Status Reproduced(Control& control, const std::string& text) {
    ReproduceRequest request;
    request.set_text(text);
    std::promise<absl::Status> done;
    const auto running = Reproduce(control, request, &reproduced_,
                                   [&done](const absl::Status& status) { done.set_value(status); });
    return done.get_future().get();
  }

  Echo explainer_;
  Control explaining_{&clock_, &engine_, &journal_, &backend_, &explainer_};
  ExplainResponse explained_;
  ReproduceResponse reproduced_;
};

TEST_F(DiagnosisCallsTest, AnExchangeIsExplainedByItsSequenceNumber) {
  Send("GET", "/first");
  Send("GET", "/second");
  ASSERT_TRUE(Explained("sequence: 2").ok());
  EXPECT_EQ(explained_.report(), "exchange /second");
  EXPECT_EQ(Explained("sequence: 3"),
            absl::NotFoundError("sequence: the journal has no exchange 3"));
}

TEST_F(DiagnosisCallsTest, ATextIsExplainedAsItWasPasted) {
  ASSERT_TRUE(Explained("text: \"AADSTS\"").ok());
  EXPECT_EQ(explained_.report(), "text AADSTS");
  EXPECT_EQ(Explained(""), absl::InvalidArgumentError("write one of sequence and text"));
}

TEST_F(DiagnosisCallsTest, ATextIsReproduced) {
  EXPECT_TRUE(Reproduced(explaining_, "AADSTS").ok());
  EXPECT_EQ(reproduced_.report(), "again AADSTS");
  EXPECT_EQ(Reproduced(explaining_, "fails"), absl::UnavailableError("no fakes"));
  EXPECT_EQ(Reproduced(explaining_, ""), absl::InvalidArgumentError("text: is required"));
}

TEST_F(DiagnosisCallsTest, FakesWithoutAnExplainerSaySo) {
  const absl::Status without =
      absl::FailedPreconditionError("these fakes explain nothing: start them by azmock serve");
  EXPECT_EQ(Explain(control_, Parsed<ExplainRequest>("text: \"a\""), &explained_), without);
  EXPECT_EQ(Reproduced(control_, "a"), without);
}

}  // namespace
}  // namespace mock::admin
