// The smallest fuzz target: shows that azid_cc_fuzz_test builds, replays and fuzzes.

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string copy(reinterpret_cast<const char*>(data), size);
  if (copy.size() != size) __builtin_trap();
  return 0;
}
