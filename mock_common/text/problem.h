// What is wrong in a scenario file, and where.
#ifndef MOCK_COMMON_TEXT_PROBLEM_H_
#define MOCK_COMMON_TEXT_PROBLEM_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace mock::scenario {

struct Problem {
  std::string file;
  int line = 0;  // from 1; 0 if the place is not known
  int column = 0;
  std::string field;  // the path, such as "rules[1].steps[0].delay"; may be empty
  std::string text;   // what was expected
  // A field is not there. Beside a syntax error this may be its consequence.
  bool missing = false;
};

// "a.textproto:3:5: rules[0].steps: has no step". Unknown parts are left out.
std::string ToString(const Problem& problem);

// OK if there is none; otherwise kInvalidArgument with one line for each, in the
// order of the file.
absl::Status ToStatus(std::vector<Problem> problems);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_PROBLEM_H_
