// Standard output, where it is closed, full or broken.
//
// In a program that has this unit, the first file or socket does not take the place of a standard
// stream that is closed, and so gets nothing of what is printed there.
#ifndef TOOLS_AZMOCK_CLI_SERVING_STANDARD_STREAMS_H_
#define TOOLS_AZMOCK_CLI_SERVING_STANDARD_STREAMS_H_

#include <mutex>
#include <streambuf>
#include <string>

#include "absl/status/status.h"

namespace azmock {

// std::cout's buffer while it lives, which knows why something could not be written.
class StandardOutput final : public std::streambuf {
 public:
  StandardOutput();
  ~StandardOutput() override;
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

  // Writes what is left. Errors: kUnavailable, with the reason of the first write that failed;
  // none for a reader who has enough and leaves, as `head` does.
  absl::Status Finish();

 private:
  int_type overflow(int_type byte) override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;
  // Also on other threads, which print errors: that writes std::cout first.
  int sync() override;
  bool WriteLocked();

  std::streambuf* const replaced_;
  std::mutex mutex_;
  std::string unwritten_;
  absl::Status status_;
  bool failed_ = false;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_STANDARD_STREAMS_H_
