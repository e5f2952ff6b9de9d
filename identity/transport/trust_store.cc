#include "identity/transport/trust_store.h"

#include <openssl/x509.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "identity/internal/crypto/openssl_error.h"
#include "identity/internal/crypto/pem.h"

namespace azure::identity::internal {
namespace {

// Where distributions keep them: the first file that there is, and all directories.
constexpr const char* kFiles[] = {
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, RHEL 6
    "/etc/ssl/ca-bundle.pem",                             // SUSE
    "/etc/pki/tls/cacert.pem",                            // OpenELEC
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // CentOS, RHEL 7
    "/etc/ssl/cert.pem",                                  // Alpine
};
constexpr const char* kDirectories = "/etc/ssl/certs:/etc/pki/tls/certs";

// Null if there is no memory for it.
X509_STORE* NewStore() {
  X509_STORE* const store = X509_STORE_new();
  // As libcurl does with its own.
  if (store != nullptr) {
    X509_STORE_set_flags(store, X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
  }
  return store;
}

// How many there are.
int AddPem(absl::string_view text, X509_STORE* store) {
  int added = 0;
  for (const PemBlock& block : ReadPem(text).blocks) {
    if (block.type != "CERTIFICATE" || !block.headers.empty()) continue;
    const auto* bytes = reinterpret_cast<const unsigned char*>(block.bytes.data());
    const X509Ptr certificate(d2i_X509(nullptr, &bytes, static_cast<long>(block.bytes.size())));
    if (certificate == nullptr) continue;
    X509_STORE_add_cert(store, certificate.get());
    ++added;
  }
  return added;
}

// False if the file cannot be read.
bool AddFile(const std::filesystem::path& path, X509_STORE* store) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;  // nor wait for a pipe
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  AddPem(std::string(std::istreambuf_iterator<char>(file), {}), store);
  return true;
}

void AddDirectory(const std::string& directory, X509_STORE* store) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    AddFile(entry->path(), store);
  }
}

}  // namespace

TrustStore::TrustStore(std::string file, std::string directories)
    : file_(std::move(file)), directories_(std::move(directories)) {}

TrustStore::~TrustStore() { X509_STORE_free(store_); }

std::shared_ptr<const TrustStore> TrustStore::OfPem(absl::string_view pem) {
  const OpensslErrorScope errors;
  std::shared_ptr<const TrustStore> made(new TrustStore(NewStore()));
  return made->store_ != nullptr && AddPem(pem, made->store_) > 0 ? made : nullptr;
}

void TrustStore::Install(SSL_CTX* context) const {
  std::call_once(read_, [this] {
    if (store_ == nullptr) Read();
  });
  if (store_ != nullptr) SSL_CTX_set1_cert_store(context, store_);
}

void TrustStore::Read() const {
  const OpensslErrorScope errors;
  store_ = NewStore();
  if (store_ == nullptr) return;
  if (!file_.empty()) {
    AddFile(file_, store_);
  } else {
    for (const char* file : kFiles) {
      if (AddFile(file, store_)) break;
    }
  }
  const std::string directories = directories_.empty() ? kDirectories : directories_;
  for (const std::string& directory : std::vector<std::string>(absl::StrSplit(directories, ':'))) {
    AddDirectory(directory, store_);
  }
}

}  // namespace azure::identity::internal
