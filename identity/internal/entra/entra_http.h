// The HTTP calls that MSAL makes to an authority.
#ifndef IDENTITY_INTERNAL_ENTRA_ENTRA_HTTP_H_
#define IDENTITY_INTERNAL_ENTRA_ENTRA_HTTP_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/entra/token_request.h"
#include "identity/seams/clock.h"
#include "identity/seams/random.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Safe for use by many threads at once.
//
// Both calls return the body of a response with status 200 or 201. Every other
// response gives error_format's AuthenticationFailed, which is finished. No
// response: "server response error:\n …", with the code of the transport's error.
// A call whose context has no deadline ends after 30 s, retries included.
class EntraHttp {
 public:
  // `credential` is the type's name, for errors. `pipeline` retries and logs.
  EntraHttp(std::string credential, std::shared_ptr<HttpTransport> pipeline,
            std::shared_ptr<Clock> clock, std::shared_ptr<Random> random);

  absl::StatusOr<std::string> Get(const Context& ctx, const std::string& url) const;
  absl::StatusOr<HttpBody> PostForm(const Context& ctx, const std::string& url,
                                    const FormFields& form) const;

 private:
  absl::StatusOr<HttpBody> Send(const Context& ctx, HttpRequest request) const;

  const std::string credential_;
  const std::shared_ptr<HttpTransport> pipeline_;
  const std::shared_ptr<Clock> clock_;
  const std::shared_ptr<Random> random_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_ENTRA_HTTP_H_
