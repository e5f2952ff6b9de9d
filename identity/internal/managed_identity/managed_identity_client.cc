#include "identity/internal/managed_identity/managed_identity_client.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "identity/internal/cache/shared_fetch.h"
#include "identity/internal/cache/token_cache.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/finished_error.h"
#include "identity/internal/managed_identity/imds.h"
#include "identity/internal/managed_identity/token.h"
#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/pipeline/pipeline.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

// azidentity's.
constexpr absl::Duration kProbeLimit = absl::Seconds(1);

// "client", "object" or "resource".
absl::string_view KindName(ManagedIdentityId::Kind kind) {
  switch (kind) {
    case ManagedIdentityId::Kind::kObject:
      return "object";
    case ManagedIdentityId::Kind::kResource:
      return "resource";
    case ManagedIdentityId::Kind::kClient:
      break;
  }
  return "client";
}

// Hosts know resources, not scopes. azidentity and MSAL each remove one suffix.
std::string ResourceOf(absl::string_view scope) {
  for (int i = 0; i < 2; ++i) absl::ConsumeSuffix(&scope, "/.default");
  return std::string(scope);
}

}  // namespace

// One call of GetToken(). With claims, it has nothing in common with others.
class ManagedIdentityClient::Call final : public TokenFetch {
 public:
  Call(ManagedIdentityClient* client, std::string resource, bool from_cache)
      : client_(client), resource_(std::move(resource)), from_cache_(from_cache) {}

  std::optional<std::string> Flight() const override {
    if (!from_cache_) return std::nullopt;
    return resource_;
  }

  // There is one identity, so resources tell its tokens apart.
  std::optional<TokenCache::Key> KnownKey() const override {
    if (!from_cache_) return std::nullopt;
    return TokenCache::Key();
  }
  std::optional<TokenCache::Key> LearnKey(const Context& /*ctx*/) override { return KnownKey(); }

  absl::StatusOr<Token> Fetch(const Context& ctx, bool /*early*/) override {
    return client_->Fetch(ctx, resource_);
  }

  std::shared_ptr<TokenFetch> ForLater() const override {
    return std::make_shared<Call>(client_, resource_, from_cache_);
  }

 private:
  ManagedIdentityClient* const client_;
  const std::string resource_;
  const bool from_cache_;
};

absl::StatusOr<std::unique_ptr<ManagedIdentityClient>> ManagedIdentityClient::Create(
    ManagedIdentityClientOptions options) {
  const Seams& seams = options.client.seams;
  const ManagedIdentitySource source = FindManagedIdentitySource(*seams.environment, *seams.files);
  if (options.id.has_value()) {
    if (absl::Status status = CheckManagedIdentityId(source, *options.id); !status.ok()) {
      return status;
    }
  }
  auto host = NewManagedIdentityHost(source, options.id, seams);
  if (!host.ok()) return host.status();
  return std::unique_ptr<ManagedIdentityClient>(
      new ManagedIdentityClient(std::move(options), source, *std::move(host)));
}

ManagedIdentityClient::ManagedIdentityClient(ManagedIdentityClientOptions options,
                                             ManagedIdentitySource source,
                                             std::unique_ptr<ManagedIdentityHost> host)
    : clock_(options.client.seams.clock),
      log_(kManagedIdentityCredential, options.client),
      host_(std::move(host)),
      tokens_(options.client.seams, std::make_unique<SharedFetch>(clock_),
              RefreshRule::kAtRefreshOn) {
  ClientOptions& client = options.client;
  client.transport = TransportOf(client);
  client.retry = host_->Retry(client.retry);
  pipeline_ = NewPipeline(client);
  if (options.probe && source == ManagedIdentitySource::kImds) {
    client.retry = RetryOptions();
    client.retry.max_retries = -1;
    probe_pipeline_ = NewPipeline(client);
    probes_ = true;
  }
  LogHost(source, options.id);
}

ManagedIdentityClient::~ManagedIdentityClient() { tokens_.Close(); }

absl::StatusOr<AccessToken> ManagedIdentityClient::GetToken(const Context& ctx,
                                                            const TokenRequestOptions& options) {
  // The log line names the granted scopes, which the short way does not know.
  AccessToken token;
  if (!log_.enabled() && tokens_.FindRecent(options, &token)) return token;
  return log_.Traced("GetToken", [&] { return GetTokenSlowly(ctx, options); });
}

absl::StatusOr<AccessToken> ManagedIdentityClient::GetTokenSlowly(
    const Context& ctx, const TokenRequestOptions& options) {
  if (options.scopes.size() != 1) {
    return absl::InvalidArgumentError(
        absl::StrCat(kManagedIdentityCredential, ".GetToken() requires exactly one scope"));
  }
  if (probes_) {
    if (absl::Status status = Probe(ctx); !status.ok()) return status;
    probes_ = false;
  }
  const std::vector<std::string> resources = {ResourceOf(options.scopes[0])};
  const bool from_cache = options.claims.empty();
  Call call(this, resources[0], from_cache);
  const absl::StatusOr<Token> token = tokens_.Get(ctx, {options, resources}, call);
  if (!token.ok()) return Finished(kManagedIdentityCredential, token.status());
  log_.Acquired("GetToken", (*token)->granted_scopes);
  return (*token)->token;
}

absl::Status ManagedIdentityClient::Probe(const Context& ctx) {
  const absl::Time limit = std::min(ctx.deadline(), clock_->Now() + kProbeLimit);
  absl::Status status = probe_pipeline_->Send(ctx.WithDeadline(limit), Imds::Probe()).status();
  if (status.ok()) return status;
  const bool timed_out = absl::IsCancelled(status) || absl::IsDeadlineExceeded(status);
  return CredentialUnavailable(
      kManagedIdentityCredential,
      timed_out ? "managed identity timed out. See "
                  "https://aka.ms/azsdk/go/identity/troubleshoot#dac for more information"
                : status.message());
}

absl::StatusOr<ManagedIdentityClient::Token> ManagedIdentityClient::Fetch(
    const Context& ctx, const std::string& resource) {
  const absl::StatusOr<HttpResponse> response = host_->Ask(ctx, *pipeline_, resource);
  if (!response.ok()) return response.status();
  if (response->status_code != 200 && response->status_code != 202) {
    return host_->Refusal(*response);
  }
  const absl::Time now = clock_->Now();
  absl::StatusOr<TokenResponse> parsed = ParseManagedIdentityToken(response->body, resource, now);
  if (!parsed.ok()) {
    return host_->Unreadable(parsed.status().message(), chained_.load(std::memory_order_relaxed));
  }
  if (const absl::Status confirmed = host_->Confirm(response->body); !confirmed.ok()) {
    return host_->Unreadable(confirmed.message(), chained_.load(std::memory_order_relaxed));
  }
  return tokens_.Keep(TokenCache::Key(),
                      {AccessToken(std::string(parsed->access_token.view()), parsed->expires_on,
                                   parsed->refresh_on),
                       std::move(parsed->granted_scopes), now},
                      parsed->token_type);
}

void ManagedIdentityClient::LogHost(ManagedIdentitySource source,
                                    const std::optional<ManagedIdentityId>& id) const {
  std::string line =
      absl::StrCat("will use ", ManagedIdentitySourceName(source), " managed identity");
  if (id.has_value()) {
    absl::StrAppend(&line, " with ", KindName(id->kind()), " ID ", QuoteGo(id->value()));
  }
  log_.Says(line);
}

}  // namespace azure::identity::internal
