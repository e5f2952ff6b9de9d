// What a user who has signed in is to be let through to.
#ifndef MOCK_ENTRA_SIGN_IN_ACCESS_REQUEST_H_
#define MOCK_ENTRA_SIGN_IN_ACCESS_REQUEST_H_

#include <string>

#include "absl/time/time.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/promises/sign_in.h"

namespace mock::entra {

// What it refers to must outlive it.
struct AccessRequest {
  const Tenant& tenant;
  const Application& application;
  const SignIn& sign_in;
  std::string resource_uri;
  const Resource& resource;
  absl::Time now;
  bool v1 = false;       // the v1.0 endpoint words some errors differently
  bool renewal = false;  // by a refresh token
};

// The refusal with what its text may say of the application and the resource.
Refusal About(const AccessRequest& request, Refusal refusal);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_SIGN_IN_ACCESS_REQUEST_H_
