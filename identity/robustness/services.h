// What hosts and tools answer when all is well.
#ifndef IDENTITY_ROBUSTNESS_SERVICES_H_
#define IDENTITY_ROBUSTNESS_SERVICES_H_

#include <atomic>
#include <string>

#include "absl/strings/string_view.h"
#include "identity/seams/process_runner.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// Every secret has this in it, so that one that got out is found.
inline constexpr char kCanary[] = "canary";

inline constexpr char kAccessToken[] = "canary-access-token";
inline constexpr char kClientSecret[] = "canary-client-secret";
inline constexpr char kAssertion[] = "canary-assertion";
inline constexpr char kUserAssertion[] = "canary-user-assertion";
inline constexpr char kPassword[] = "canary-password";
inline constexpr char kCode[] = "canary-code";
inline constexpr char kSystemAccessToken[] = "canary-system-access-token";
inline constexpr char kHostSecret[] = "canary-host-secret";

inline constexpr char kArcKeyPath[] = "/var/opt/azcmagent/tokens/agent.key";
inline constexpr char kTokenFilePath[] = "/var/run/secrets/token";
inline constexpr char kCaFilePath[] = "/var/run/secrets/ca.crt";
inline constexpr char kCertificatePath[] = "/etc/certificate.pem";

// A file of //identity/testdata/certificates.
std::string CertificateFile(absl::string_view name);

// Safe for use by many threads at once.
class Services {
 public:
  // A token only for who proves who it is. Users sign in to a device code after it has
  // been asked for once.
  HttpResponse Answer(const HttpRequest& request);

  static ProcessResult Run(absl::string_view command);

  // "" if there is no such file.
  static std::string File(absl::string_view path);

 private:
  HttpResponse AnswerTokenRequest(const HttpRequest& request);

  std::atomic<bool> device_code_is_new_{false};
};

}  // namespace azure::identity

#endif  // IDENTITY_ROBUSTNESS_SERVICES_H_
