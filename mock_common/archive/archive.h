// Many files in one block of memory, such as those that are linked into a program.
#ifndef MOCK_COMMON_ARCHIVE_ARCHIVE_H_
#define MOCK_COMMON_ARCHIVE_ARCHIVE_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace mock {

// Reads without copying: what it returns are pieces of the block. Immutable: safe for use by many
// threads. tools/build_defs/embed_files.py writes the format, in which all numbers have four bytes,
// the lowest first:
//   "AZMOCK-FILES-1\n\0", the number of files
//   for each file, sorted by its path: where the path begins and its size, likewise its content
//   paths and contents
class Archive {
 public:
  struct File {
    absl::string_view path;
    absl::string_view content;
  };

  // `bytes` must outlive it. Errors: kInvalidArgument for what is no whole archive.
  static absl::StatusOr<Archive> Open(absl::string_view bytes);

  std::size_t size() const { return size_; }
  // In the order of their paths.
  File operator[](std::size_t index) const;

  // The content of the file of this path.
  std::optional<absl::string_view> Find(absl::string_view path) const;

 private:
  explicit Archive(absl::string_view bytes, std::size_t size) : bytes_(bytes), size_(size) {}

  absl::string_view Piece(std::size_t index, std::size_t number) const;

  absl::string_view bytes_;
  std::size_t size_;
};

}  // namespace mock

#endif  // MOCK_COMMON_ARCHIVE_ARCHIVE_H_
