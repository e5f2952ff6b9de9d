#include "mock_entra/grants/origin.h"

#include <string>

namespace mock::entra {

std::optional<Refusal> RefusedToPages(const Exchange& exchange) {
  const http::Headers& headers = exchange.request.headers;
  if (!headers.Has("Origin")) return std::nullopt;
  return Refusal{
      9002326,
      {{"origin", std::string(headers.Get("Origin"))}},
      "",
      "a page of another origin asks, which the grant or the application does not allow"};
}

std::optional<Refusal> CheckOriginOf(const GrantRequest& asked, const Tenant& tenant,
                                     std::optional<bool> of_single_page) {
  if (!of_single_page) return std::nullopt;
  if (*of_single_page) {
    if (asked.exchange.request.headers.Has("Origin")) return std::nullopt;
    return Refusal{
        9002327, {}, "", "the single-page application does not ask from a page (no Origin)"};
  }
  const Application* const application = tenant.FindApplication(asked.request.client_id);
  if (application != nullptr && application->single_page) return std::nullopt;
  return RefusedToPages(asked.exchange);
}

}  // namespace mock::entra
