#include "mock_common/rules/request_view.h"

namespace mock::scenario {

const RequestView::Pairs& RequestView::query() const {
  if (!query_) query_ = http::ParseForm(request_.query).value_or(Pairs());
  return *query_;
}

const RequestView::Pairs& RequestView::form() const {
  if (!form_) form_ = http::ParseForm(request_.body).value_or(Pairs());
  return *form_;
}

const std::string* RequestView::Find(const Pairs& pairs, absl::string_view name) {
  for (const auto& pair : pairs) {
    if (pair.first == name) return &pair.second;
  }
  return nullptr;
}

}  // namespace mock::scenario
