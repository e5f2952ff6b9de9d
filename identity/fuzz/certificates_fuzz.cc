// Certificate files take any bytes: a result is whole, an error is clean.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "identity/certificates.h"

namespace {

void Check(absl::string_view data, absl::string_view password) {
  const auto parsed = azure::identity::ParseCertificates(data, password);
  if (parsed.ok()) {
    if (parsed->certificates.empty() || parsed->key == nullptr) std::abort();
    for (const auto& certificate : parsed->certificates) {
      if (!azure::identity::Certificate::FromDer(certificate->der()).ok()) std::abort();
    }
    return;
  }
  if (parsed.status().code() != absl::StatusCode::kInvalidArgument) std::abort();
  if (parsed.status().message().empty()) std::abort();
  if (!password.empty() && absl::StrContains(parsed.status().message(), password)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  Check(input, "");
  Check(input, "correct horse");  // the password of the corpus
  return 0;
}
