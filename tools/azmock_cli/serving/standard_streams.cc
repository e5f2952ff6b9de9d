#include "tools/azmock_cli/serving/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>

#include "tools/azmock_cli/serving/files.h"

namespace azmock {
namespace {

constexpr std::size_t kWriteAtOnce = 64 * 1024;

// What stands there instead of a closed stream can be neither read nor written.
void KeepPlacesOfClosedStreams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1) continue;
    // The lowest that is free, which is this one.
    open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

// Before the constructors of shared libraries, of which gRPC's takes a descriptor.
__attribute__((section(".preinit_array"), used)) void (*keep_places)() = KeepPlacesOfClosedStreams;

}  // namespace

StandardOutput::StandardOutput() : replaced_(std::cout.rdbuf(this)) {}

StandardOutput::~StandardOutput() { std::cout.rdbuf(replaced_); }

absl::Status StandardOutput::Finish() {
  const std::lock_guard<std::mutex> lock(mutex_);
  WriteLocked();
  return status_;
}

StandardOutput::int_type StandardOutput::overflow(int_type byte) {
  const char character = traits_type::to_char_type(byte);
  return xsputn(&character, 1) == 1 ? byte : traits_type::eof();
}

std::streamsize StandardOutput::xsputn(const char* bytes, std::streamsize count) {
  const std::lock_guard<std::mutex> lock(mutex_);
  unwritten_.append(bytes, static_cast<std::size_t>(count));
  return unwritten_.size() < kWriteAtOnce || WriteLocked() ? count : 0;
}

int StandardOutput::sync() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return WriteLocked() ? 0 : -1;
}

bool StandardOutput::WriteLocked() {
  if (!failed_) {
    const absl::Status written = WriteAll(STDOUT_FILENO, unwritten_, "standard output");
    failed_ = !written.ok();
    if (failed_ && errno != EPIPE) status_ = written;
  }
  unwritten_.clear();
  return !failed_;
}

}  // namespace azmock
