// Secrets that leave nothing in memory when they go.
//
// What holds a secret for longer than a statement is a SecretString. What must be a
// std::string, since it is handed to or comes from code of others, is overwritten with
// Cleanse() before it goes. Out of reach are
//   libcurl's and OpenSSL's buffers: as long as a connection is kept, a copy or two of the last
//     request and response; of a header that went in clear, one for good;
//   one DER copy of a private key, which OpenSSL's EVP_PKCS82PKEY() gives back as it is;
//   the JSON of a persistent token cache, and what a log with bodies makes of them;
//   registers, and what a signal or the dynamic linker saves of them on the stack;
//   the environment of the process, and what callers and their transports keep.
#ifndef IDENTITY_INTERNAL_SECRETS_SECRET_STRING_H_
#define IDENTITY_INTERNAL_SECRETS_SECRET_STRING_H_

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// Overwrites `size` bytes, in a way that no compiler leaves out.
void Cleanse(void* bytes, std::size_t size);

// Overwrites all that `text` owns, also what lies behind its end, and makes it empty. Short
// strings stand in the object itself and stay there when they are moved from: then too.
void Cleanse(std::string& text);

// As text.append(more), but nothing stays behind where `text` was if it had to move.
void AppendSecret(std::string& text, absl::string_view more);

// Overwrites memory before it gives it back.
template <typename T>
class CleansingAllocator {
 public:
  using value_type = T;

  CleansingAllocator() = default;
  template <typename Other>  // NOLINTNEXTLINE(google-explicit-constructor): allocators convert.
  CleansingAllocator(const CleansingAllocator<Other>&) {}

  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* memory, std::size_t count) {
    Cleanse(memory, count * sizeof(T));
    std::allocator<T>().deallocate(memory, count);
  }

  friend bool operator==(const CleansingAllocator&, const CleansingAllocator&) { return true; }
  friend bool operator!=(const CleansingAllocator&, const CleansingAllocator&) { return false; }
};

// A text that is overwritten when it goes, each copy for itself. It is on the heap whatever
// its size, so that nothing stays behind where it was moved from, and cannot be printed.
class SecretString {
 public:
  SecretString() = default;
  // NOLINTBEGIN(google-explicit-constructor): it stands wherever a text stood.
  SecretString(absl::string_view text) : bytes_(text.begin(), text.end()) {}
  SecretString(const char* text) : SecretString(absl::string_view(text)) {}
  SecretString(const std::string& text) : SecretString(absl::string_view(text)) {}
  // Overwrites `text`.
  SecretString(std::string&& text) : SecretString(absl::string_view(text)) { Cleanse(text); }
  // NOLINTEND(google-explicit-constructor)

  bool empty() const { return bytes_.empty(); }
  std::size_t size() const { return bytes_.size(); }
  const char* data() const { return empty() ? "" : bytes_.data(); }  // never null

  // Valid as long as this is neither changed nor moved.
  absl::string_view view() const { return {data(), size()}; }
  operator absl::string_view() const { return view(); }  // NOLINT(google-explicit-constructor)

  friend bool operator==(const SecretString& a, absl::string_view b) { return a.view() == b; }
  friend bool operator!=(const SecretString& a, absl::string_view b) { return !(a == b); }

 private:
  std::vector<char, CleansingAllocator<char>> bytes_;
};

// The pieces one behind the other.
SecretString JoinSecret(std::initializer_list<absl::string_view> pieces);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_SECRETS_SECRET_STRING_H_
