// Stands in for libFuzzer's main in ordinary builds: runs the fuzz target once
// on the empty input and once on every file named on the command line.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

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

}  // namespace

int main(int argc, char** argv) {
  static constexpr uint8_t kNothing = 0;
  LLVMFuzzerTestOneInput(&kNothing, 0);
  for (int i = 1; i < argc; ++i) {
    if (!Replay(argv[i])) return 1;
  }
  return 0;
}
