// Stands in for libFuzzer's main in ordinary builds: runs the fuzz target once
// on the empty input and once on every file named on the command line, on a stack that
// has no room for what nests as deep as its input does.

#include <pthread.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MOCK_HAS_LARGE_FRAMES
#endif
#endif
#if defined(_GLIBCXX_TSAN)  // which .bazelrc sets
#define MOCK_HAS_LARGE_FRAMES
#endif

#ifdef MOCK_HAS_LARGE_FRAMES
constexpr std::size_t kStack = std::size_t{1} << 20;  // their frames are larger
#else
constexpr std::size_t kStack = std::size_t{256} << 10;
#endif

struct Arguments {
  int count;
  char** values;
  bool passed;
};

bool Replay(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read corpus file %s\n", path);
    return false;
  }
  const std::string input((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  // Named before it runs, so that a crash shows which file it was.
  std::fprintf(stderr, "%s\n", path);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  return true;
}

void* ReplayAll(void* argument) {
  auto& arguments = *static_cast<Arguments*>(argument);
  static constexpr uint8_t kNothing = 0;
  LLVMFuzzerTestOneInput(&kNothing, 0);
  for (int i = 1; i < arguments.count; ++i) {
    arguments.passed = arguments.passed && Replay(arguments.values[i]);
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments = {argc, argv, true};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_t thread;
  if (pthread_attr_setstacksize(&attributes, kStack) != 0 ||
      pthread_create(&thread, &attributes, ReplayAll, &arguments) != 0) {
    std::fprintf(stderr, "cannot start a thread with a stack of %zu bytes\n", kStack);
    return 1;
  }
  pthread_join(thread, nullptr);
  return arguments.passed ? 0 : 1;
}
