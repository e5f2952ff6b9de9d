#include "identity/internal/cache/persistent_tokens.h"

#include <utility>

#include "absl/hash/hash.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace azure::identity::internal {
namespace {

constexpr absl::Duration kSaveLimit = absl::Seconds(1);

}  // namespace

PersistentTokens::PersistentTokens(std::shared_ptr<TokenCacheStore> store, bool cae,
                                   std::shared_ptr<Clock> clock, Says says)
    : store_(std::move(store)),
      name_(cae ? "cae" : "nocae"),
      clock_(std::move(clock)),
      says_(std::move(says)) {}

std::optional<TokenDocument> PersistentTokens::Load(const Context& ctx) {
  const absl::StatusOr<std::string> text = store_->Load(ctx, name_);
  if (text.ok() && !IsNew(*text)) return std::nullopt;
  absl::StatusOr<TokenDocument> document =
      text.ok() ? ReadTokenDocument(*text) : absl::StatusOr<TokenDocument>(text.status());
  if (document.ok()) return *std::move(document);
  says_(absl::StrCat("couldn't read the token cache: ", document.status().message()));
  return std::nullopt;
}

bool PersistentTokens::IsNew(const std::string& text) {
  const std::size_t hash = absl::Hash<std::string>()(text);
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(last_, hash) != hash;
}

void PersistentTokens::Save(const TokenDocument& news) {
  // The caller's context may be about to end, with a token in its hands.
  const Context ctx = Context::Background().WithDeadline(clock_->Now() + kSaveLimit);
  const absl::Status saved = store_->Update(ctx, name_, [&](absl::string_view present) {
    return MergeTokenDocument(present, news, clock_->Now());
  });
  if (!saved.ok()) says_(absl::StrCat("couldn't write the token cache: ", saved.message()));
}

}  // namespace azure::identity::internal
