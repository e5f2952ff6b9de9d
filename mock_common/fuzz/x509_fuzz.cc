// No bytes break the readers of certificate requests and of TLS clients' certificates.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "mock_common/tls/certificate_request.h"
#include "mock_common/tls/client_certificate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view der(reinterpret_cast<const char*>(data), size);
  const auto request = mock::ReadCertificateRequest(der);
  const auto certificate = mock::ReadClientCertificate(der);
  // Nothing is both.
  if (request.ok() && certificate.ok()) std::abort();
  for (const auto& status : {request.status(), certificate.status()}) {
    if (!status.ok() && status.code() != absl::StatusCode::kInvalidArgument) std::abort();
  }
  return 0;
}
