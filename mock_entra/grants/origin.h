// Pages in a browser, whose requests to another origin have an Origin field.
#ifndef MOCK_ENTRA_GRANTS_ORIGIN_H_
#define MOCK_ENTRA_GRANTS_ORIGIN_H_

#include <optional>

#include "mock_entra/grants/grant.h"

namespace mock::entra {

// 9002326 if a page asks.
std::optional<Refusal> RefusedToPages(const Exchange& exchange);

// For something that is or is not of a single-page application, or does not exist
// (nullopt: that is for later checks to say). 9002326 if a page redeems what is not,
// unless the application is altogether single_page; 9002327 if anything else redeems
// what is.
std::optional<Refusal> CheckOriginOf(const GrantRequest& asked, const Tenant& tenant,
                                     std::optional<bool> of_single_page);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_ORIGIN_H_
