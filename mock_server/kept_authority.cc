#include "mock_server/kept_authority.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "mock_common/text/read_file.h"

namespace azmock {
namespace {

// Readable by the owner alone. All of it, or there is no such file.
absl::Status WriteFile(const std::string& path, const std::string& content) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written = file >= 0 && write(file, content.data(), content.size()) ==
                                        static_cast<ssize_t>(content.size());
  const int error = errno;
  if (file >= 0) close(file);
  if (written) return absl::OkStatus();
  if (file >= 0) unlink(path.c_str());
  return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", std::strerror(error)));
}

// The key first: a certificate without its key could not be mended by a second start.
absl::Status Write(const mock::CertificateAuthority& authority, const std::string& certificate,
                   const std::string& key) {
  absl::Status written = WriteFile(key, authority.private_key_pem());
  if (!written.ok()) return written;
  written = WriteFile(certificate, authority.certificate_pem());
  if (!written.ok()) unlink(key.c_str());  // half of it would be in the way the next time
  return written;
}

}  // namespace

absl::StatusOr<mock::CertificateAuthority> KeptAuthority(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot create ", folder, ": ", error.message()));
  }
  const std::string certificate_file = folder + "/ca.pem";
  const std::string key_file = folder + "/ca-key.pem";
  auto certificate = mock::scenario::ReadFile(certificate_file);
  auto key = mock::scenario::ReadFile(key_file);
  if (absl::IsNotFound(certificate.status()) && absl::IsNotFound(key.status())) {
    auto made = mock::CertificateAuthority::Generate(absl::Now());
    if (!made.ok()) return made;
    if (absl::Status written = Write(*made, certificate_file, key_file); !written.ok()) {
      return written;
    }
    return made;
  }
  for (const auto* file : {&certificate, &key}) {
    if (file->ok()) continue;
    if (!absl::IsNotFound(file->status())) return file->status();
    return absl::InvalidArgumentError(
        absl::StrCat(file->status().message(),
                     ", but the other file of the authority is there: delete it, too, "
                     "to have a new one"));
  }
  auto kept =
      mock::CertificateAuthority::FromPem(*std::move(certificate), *std::move(key), absl::Now());
  if (kept.ok()) return kept;
  return absl::InvalidArgumentError(absl::StrCat(certificate_file, ": ", kept.status().message(),
                                                 ": delete it and ca-key.pem to have a new one"));
}

}  // namespace azmock
