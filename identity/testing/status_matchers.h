// Matchers for absl::Status and absl::StatusOr<T>.
//
//   EXPECT_THAT(status, IsOk());
//   EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("EOF")));
//   EXPECT_THAT(status_or, IsOkAndHolds(7));
#ifndef IDENTITY_TESTING_STATUS_MATCHERS_H_
#define IDENTITY_TESTING_STATUS_MATCHERS_H_

#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"

namespace azure::identity {
namespace matchers_internal {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }

template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

class StatusIsMatcher {
 public:
  using is_gtest_matcher = void;

  StatusIsMatcher(::testing::Matcher<absl::StatusCode> code,
                  ::testing::Matcher<const std::string&> message)
      : code_(std::move(code)), message_(std::move(message)) {}

  void DescribeTo(std::ostream* out) const {
    *out << "has a status code that ";
    code_.DescribeTo(out);
    *out << " and a message that ";
    message_.DescribeTo(out);
  }
  void DescribeNegationTo(std::ostream* out) const {
    *out << "not (";
    DescribeTo(out);
    *out << ")";
  }

  template <typename T>
  bool MatchAndExplain(const T& value, ::testing::MatchResultListener* listener) const {
    const absl::Status& status = StatusOf(value);
    *listener << "whose status is " << status;
    return code_.Matches(status.code()) && message_.Matches(std::string(status.message()));
  }

 private:
  ::testing::Matcher<absl::StatusCode> code_;
  ::testing::Matcher<const std::string&> message_;
};

template <typename Inner>
class IsOkAndHoldsMatcher {
 public:
  explicit IsOkAndHoldsMatcher(Inner inner) : inner_(std::move(inner)) {}

  template <typename StatusOr>
  operator ::testing::Matcher<StatusOr>() const {  // NOLINT: gmock's convention
    return ::testing::Matcher<StatusOr>(new Implementation<const StatusOr&>(inner_));
  }

 private:
  template <typename StatusOr>
  class Implementation : public ::testing::MatcherInterface<StatusOr> {
   public:
    using Value = typename std::decay_t<StatusOr>::value_type;

    explicit Implementation(const Inner& inner)
        : inner_(::testing::SafeMatcherCast<const Value&>(inner)) {}

    void DescribeTo(std::ostream* out) const override {
      *out << "is OK and holds a value that ";
      inner_.DescribeTo(out);
    }
    bool MatchAndExplain(StatusOr value, ::testing::MatchResultListener* listener) const override {
      if (!value.ok()) {
        *listener << "whose status is " << value.status();
        return false;
      }
      return inner_.MatchAndExplain(*value, listener);
    }

   private:
    ::testing::Matcher<const Value&> inner_;
  };

  Inner inner_;
};

}  // namespace matchers_internal

// A status, or StatusOr, with a code and a message that match.
template <typename Code, typename Message>
matchers_internal::StatusIsMatcher StatusIs(Code code, Message message) {
  return {::testing::MatcherCast<absl::StatusCode>(code),
          ::testing::MatcherCast<const std::string&>(message)};
}

// The same, with any message.
template <typename Code>
matchers_internal::StatusIsMatcher StatusIs(Code code) {
  return StatusIs(code, ::testing::_);
}

// A status, or StatusOr, that is OK.
inline matchers_internal::StatusIsMatcher IsOk() { return StatusIs(absl::StatusCode::kOk); }

// A StatusOr that is OK and has a value that matches.
template <typename Inner>
matchers_internal::IsOkAndHoldsMatcher<std::decay_t<Inner>> IsOkAndHolds(Inner&& inner) {
  return matchers_internal::IsOkAndHoldsMatcher<std::decay_t<Inner>>(std::forward<Inner>(inner));
}

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_STATUS_MATCHERS_H_
