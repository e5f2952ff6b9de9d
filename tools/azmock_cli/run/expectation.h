// Whether what was expected of a program came to pass.
#ifndef TOOLS_AZMOCK_CLI_RUN_EXPECTATION_H_
#define TOOLS_AZMOCK_CLI_RUN_EXPECTATION_H_

#include <string>

#include "absl/status/statusor.h"
#include "mock_server/admin/control.h"
#include "tools/azmock_cli/run/expect.pb.h"

namespace azmock {

// In protobuf's text format. Errors: kInvalidArgument with file, line and field of all that cannot
// be read; kNotFound and kUnavailable for the file.
absl::StatusOr<run::Expect> ReadExpectation(const std::string& file);

// What a program did.
struct Ended {
  int exit_code = 0;
  std::string output;
};

// All that differs, one line each; "" if nothing does. Errors: as of the admin service's Verify.
absl::StatusOr<std::string> Compare(const run::Expect& expected, const Ended& ended,
                                    mock::admin::Control& control);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_RUN_EXPECTATION_H_
