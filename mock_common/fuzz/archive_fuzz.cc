// Of any bytes only a whole archive opens, and each of its files is found by its path.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "mock_common/archive/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto archive = mock::Archive::Open(bytes);
  if (!archive.ok()) return 0;
  for (std::size_t i = 0; i < archive->size(); ++i) {
    const auto file = (*archive)[i];
    if (archive->Find(file.path) != file.content) std::abort();
  }
  return 0;
}
