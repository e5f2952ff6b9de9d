// Long answers, a page at a time (AIP-158).
#ifndef MOCK_SERVER_ADMIN_PAGE_H_
#define MOCK_SERVER_ADMIN_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"

namespace mock::admin {

// gRPC clients take 4 MiB by default; what is around the elements has room as well.
constexpr std::size_t kMostPageBytes = 3 * 1024 * 1024;

// `position`, and a mark of what was asked for: of `request`, which has no page.
std::string PageToken(const google::protobuf::Message& request, std::uint64_t position);

// The position in a page token, if it was made for this request.
std::optional<std::uint64_t> PagePosition(const google::protobuf::Message& request,
                                          const std::string& token);

// The page that a request with `page_size` and `page_token` asks for.
template <typename Request>
class Page {
 public:
  // Errors: kInvalidArgument for a negative size, and for a token that is not of such a request.
  static absl::StatusOr<Page> Of(const Request& request) {
    if (request.page_size() < 0) return absl::InvalidArgumentError("page_size: is negative");
    Page page;
    page.asked_ = request;
    page.asked_.clear_page_size();
    page.asked_.clear_page_token();
    if (request.page_size() > 0) page.most_ = static_cast<std::size_t>(request.page_size());
    if (!request.page_token().empty()) {
      page.start_ = PagePosition(page.asked_, request.page_token());
      if (!page.start_) {
        return absl::InvalidArgumentError(
            absl::StrCat("page_token: is none that was given for a request like this, which may "
                         "differ in page_size alone"));
      }
    }
    return page;
  }

  // The position of the token; nullopt for the first page.
  std::optional<std::uint64_t> start() const { return start_; }

  // Whether one more element has room. Counts it if so.
  bool Takes(const google::protobuf::Message& element) {
    bytes_ += element.ByteSizeLong();
    if (count_ == most_ || (count_ > 0 && bytes_ > kMostPageBytes)) return false;
    ++count_;
    return true;
  }

  // The token of the page that begins at, or after, `position`.
  std::string TokenOf(std::uint64_t position) const { return PageToken(asked_, position); }

 private:
  Request asked_;
  std::optional<std::uint64_t> start_;
  std::size_t most_ = std::numeric_limits<std::size_t>::max();
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_PAGE_H_
