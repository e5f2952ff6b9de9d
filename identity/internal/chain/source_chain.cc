#include "identity/internal/chain/source_chain.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "identity/errors.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/finished_error.h"

namespace azure::identity::internal {

namespace {

// What callers must want alike to share a round; nullopt: with claims, nothing is shared.
std::optional<std::string> RoundOf(const TokenRequestOptions& options) {
  if (!options.claims.empty()) return std::nullopt;
  return absl::StrCat(absl::StrJoin(options.scopes, "\n"), "\n\n", options.tenant_id, "\n",
                      options.enable_cae);
}

// `status`, as it is, with another code.
absl::Status WithCode(const absl::Status& status, absl::StatusCode code) {
  absl::Status other(code, status.message());
  status.ForEachPayload([&other](absl::string_view type, const absl::Cord& payload) {
    other.SetPayload(type, payload);
  });
  return other;
}

}  // namespace

SourceChain::SourceChain(std::string name, std::vector<Source> sources, bool retry_sources,
                         const ClientOptions& client)
    : name_(std::move(name)),
      sources_(std::move(sources)),
      retry_sources_(retry_sources),
      log_(name_, client),
      clock_(client.seams.clock),
      rounds_(clock_),
      trying_(clock_) {
  for (const Source& source : sources_) source.credential->JoinChain();
}

absl::StatusOr<AccessToken> SourceChain::GetTokenSlowly(const Context& ctx,
                                                        const TokenRequestOptions& options) {
  if (retry_sources_) return TryAll(ctx, options);
  std::optional<AccessToken> own;  // of this caller's round
  const SingleFlight::Result round =
      rounds_.Run(ctx, RoundOf(options), [&]() -> SingleFlight::Result {
        const absl::StatusOr<ContextLock::Hold> turn = trying_.Acquire(ctx);
        if (!turn.ok()) return turn.status();
        // Somebody else found the source meanwhile. It serves many at once, out of turn.
        if (chosen_.load(std::memory_order_relaxed) != nullptr) return nullptr;
        absl::StatusOr<AccessToken> token = TryAll(ctx, options);
        if (!token.ok()) return token.status();
        own = *std::move(token);
        return nullptr;
      });
  if (!round.ok()) return Finished(name_, round.status());
  if (own.has_value()) return *std::move(own);
  // Each asks the source for itself, which logs it and may know the token by now.
  return chosen_.load(std::memory_order_acquire)->GetToken(ctx, options);
}

absl::StatusOr<AccessToken> SourceChain::TryAll(const Context& ctx,
                                                const TokenRequestOptions& options) {
  std::vector<absl::Status> attempts;
  for (const Source& source : sources_) {
    absl::StatusOr<AccessToken> token = source.credential->GetToken(ctx, options);
    if (token.ok()) {
      LogSuccess(source);
      if (!retry_sources_) chosen_.store(source.credential.get(), std::memory_order_release);
      return token;
    }
    attempts.push_back(token.status());
    if (!IsCredentialUnavailable(attempts.back())) break;
  }
  const absl::Status failed = ChainFailed(name_, attempts);
  // Sources may take it for their own failure, such as a probe that got no answer.
  const absl::Status ended = clock_->Err(ctx);
  return ended.ok() ? failed : WithCode(failed, ended.code());
}

void SourceChain::LogSuccess(const Source& source) const {
  if (!log_.enabled()) return;
  log_.Says(absl::StrCat("authenticated with ",
                         source.name.empty() ? source.credential->name() : source.name));
}

}  // namespace azure::identity::internal
