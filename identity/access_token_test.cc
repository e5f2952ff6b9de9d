#include "identity/access_token.h"

#include <memory>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <typename Token, typename = void>
struct HasView : std::false_type {};
template <typename Token>
struct HasView<Token, std::void_t<decltype(std::declval<Token>().token())>> : std::true_type {};

// A view of a temporary would dangle: std::string_view v = (*credential->GetToken(…)).token();
static_assert(HasView<AccessToken&>::value);
static_assert(HasView<const AccessToken&>::value);
static_assert(!HasView<AccessToken>::value);
static_assert(!HasView<const AccessToken>::value);
static_assert(!HasView<decltype(*std::declval<absl::StatusOr<AccessToken>>())>::value);
static_assert(!HasView<decltype(std::declval<absl::StatusOr<AccessToken>>().value())>::value);

TEST(AccessTokenTest, SharesItsStringWithItsCopies) {
  absl::string_view view;
  AccessToken copy;
  {
    const AccessToken token(std::string("tok"), absl::UnixEpoch());
    view = token.token();
    copy = token;
  }
  EXPECT_EQ(view, "tok");
  EXPECT_EQ(copy.token().data(), view.data());
}

TEST(AccessTokenTest, AnOwnedTokenOutlivesTheTemporary) {
  const auto make = [] { return AccessToken(std::string("tok"), absl::UnixEpoch()); };
  const std::shared_ptr<const std::string> token = make().shared_token();
  EXPECT_EQ(*token, "tok");
}

TEST(AccessTokenTest, IsEmptyByDefault) {
  const AccessToken token;
  EXPECT_EQ(token.token(), "");
  EXPECT_EQ(token.shared_token(), nullptr);
  EXPECT_EQ(token.expires_on(), absl::InfinitePast());
  EXPECT_EQ(token.refresh_on(), absl::InfinitePast());
}

TEST(AccessTokenTest, IsNeverPrinted) {
  std::ostringstream out;
  out << AccessToken(std::string("s3cret"), absl::UnixEpoch());
  EXPECT_THAT(out.str(), Not(HasSubstr("s3cret")));
}

}  // namespace
}  // namespace azure::identity
