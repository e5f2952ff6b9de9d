#include "identity/internal/proofs/federated_token_file.h"

#include <cstdint>
#include <utility>

namespace azure::identity::internal {
namespace {

constexpr absl::Duration kLifetime = absl::Minutes(10);  // azidentity's
constexpr std::int64_t kMaxBytes = 1 << 20;              // a token has a few thousand

}  // namespace

FederatedTokenFile::FederatedTokenFile(std::string path, std::shared_ptr<FileSystem> files,
                                       std::shared_ptr<Clock> clock)
    : path_(std::move(path)), files_(std::move(files)), clock_(std::move(clock)) {}

absl::StatusOr<std::string> FederatedTokenFile::Read() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const absl::Time now = clock_->Now();
  if (expires_ < now) {
    absl::StatusOr<std::string> content = files_->ReadFile(path_, kMaxBytes);
    if (!content.ok()) return content.status();
    content_ = *std::move(content);
    expires_ = now + kLifetime;
  }
  return std::string(content_.view());
}

void FederatedTokenFile::Forget() {
  const std::lock_guard<std::mutex> lock(mutex_);
  expires_ = absl::InfinitePast();
}

}  // namespace azure::identity::internal
