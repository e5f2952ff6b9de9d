// The error of a paste again, on this machine.
#ifndef TOOLS_REPRO_REPRO_H_
#define TOOLS_REPRO_REPRO_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/scenario/library.h"
#include "mock_server/scenario/scenario.pb.h"
#include "mock_server/server_keys.h"
#include "tools/azmock_cli/replay/parity.h"
#include "tools/explain/explain.h"
#include "tools/repro/goldens.h"
#include "tools/repro/verdict.h"
#include "tools/repro/wire_comparison.h"

namespace azmock::repro {

struct Reproduction {
  enum Kind {
    kText,  // an error that the C++ library words as the paste does
    kWire,  // another SDK's: the fakes answer as its server did
    kTool,  // a fake developers' tool says what the paste's said
    // Nothing in the paste was answered by a server; a scenario of the same guide row.
    kSituation,
    kNothing,
  };
  Kind kind = kNothing;
  explain::Explanation explanation;
  // The client call that meets the error; its id is "repro".
  mock::scenario::Scenario scenario;
  // The same with nothing wrong, which gets its token or the service's answer.
  mock::scenario::Scenario fixed;
  bool fixed_succeeds = false;
  std::string made_from;  // of the scenario of the library that it is made from; may be empty
  // Where the scenario comes from, in words.
  std::string origin;
  // What the C++ library said in it.
  std::string text;
  Verdict verdict;      // of kText
  WireComparison wire;  // of kWire
};

// Reproduces pastes. Immutable, so safe for use by many threads.
class Reproducer {
 public:
  // Errors: as LoadScenarios.
  static absl::StatusOr<Reproducer> Create();

  // Errors: those of a replay, none of which is about the paste.
  absl::StatusOr<Reproduction> Reproduce(absl::string_view pasted) const;

 private:
  struct Pasted {
    explain::Explanation explanation;
    absl::string_view raw;
  };

  // Each finds kNothing if that is not its kind of paste.
  absl::StatusOr<Reproduction> FromGoldens(const Pasted& pasted) const;
  absl::StatusOr<Reproduction> FromTool(const Pasted& pasted) const;
  absl::StatusOr<Reproduction> FromAnswer(const Pasted& pasted) const;
  absl::StatusOr<Reproduction> FromSituation(const Pasted& pasted) const;

  Verdict Compare(const absl::Status& error, const Pasted& pasted,
                  const std::string& scenario) const;
  bool Meets(const Pasted& pasted, Reproduction& found) const;
  void Sharpen(const Pasted& pasted, Reproduction& found) const;
  void Fix(Reproduction& found) const;

  Reproducer(mock::scenario::Library library, Goldens goldens, Parity parity,
             std::shared_ptr<ServerKeys> keys);

  mock::scenario::Library library_;
  Goldens goldens_;
  Parity parity_;
  std::shared_ptr<ServerKeys> keys_;  // take longer to make than all the rest
};

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_REPRO_H_
