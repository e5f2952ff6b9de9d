// GET /{tenant}/v2.0/.well-known/openid-configuration, and its v1.0 form.
#ifndef MOCK_ENTRA_ENDPOINTS_OPENID_CONFIGURATION_H_
#define MOCK_ENTRA_ENDPOINTS_OPENID_CONFIGURATION_H_

#include "absl/strings/string_view.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

// For a tenant of the directory, named by ID or domain (the endpoints then have
// the ID), for common, organizations and consumers, and for reserved tenants
// (see magic.h) unless they stand for a tenant error. Errors as LookUpTenant,
// with `invalid_tenant` where Entra says so.
http::Response HandleOpenIdConfiguration(const Exchange& exchange, Directory& directory,
                                         absl::string_view tenant, Version version);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_OPENID_CONFIGURATION_H_
