#include "identity/chained_token_credential.h"

#include <utility>

#include "absl/status/status.h"
#include "identity/internal/chain/source_chain.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<ChainedTokenCredential>> ChainedTokenCredential::Create(
    // NOLINTNEXTLINE(performance-unnecessary-value-param): as all credentials take them.
    std::vector<std::shared_ptr<TokenCredential>> sources, ChainedTokenCredentialOptions options) {
  if (sources.empty()) {
    return absl::InvalidArgumentError("sources must contain at least one TokenCredential");
  }
  std::vector<internal::SourceChain::Source> named;
  for (std::shared_ptr<TokenCredential>& source : sources) {
    if (source == nullptr) return absl::InvalidArgumentError("sources cannot contain nil");
    named.push_back({std::move(source), /*name=*/""});
  }
  return std::unique_ptr<ChainedTokenCredential>(
      new ChainedTokenCredential(std::make_unique<internal::SourceChain>(
          "ChainedTokenCredential", std::move(named), options.retry_sources, options.client)));
}

ChainedTokenCredential::ChainedTokenCredential(std::unique_ptr<internal::SourceChain> chain)
    : chain_(std::move(chain)) {}

ChainedTokenCredential::~ChainedTokenCredential() = default;

absl::StatusOr<AccessToken> ChainedTokenCredential::GetToken(const Context& ctx,
                                                             const TokenRequestOptions& options) {
  return chain_->GetToken(ctx, options);
}

}  // namespace azure::identity
