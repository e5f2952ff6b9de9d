// The token proxy of AKS identity bindings: a host that stands in the authority's
// place, so that many clusters may share a federated identity.
#ifndef IDENTITY_INTERNAL_PROOFS_TOKEN_PROXY_H_
#define IDENTITY_INTERNAL_PROOFS_TOKEN_PROXY_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/text/url.h"
#include "identity/seams/environment.h"
#include "identity/seams/file_system.h"
#include "identity/transport/curl_transport.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Sends every request to the proxy instead of the host it is for, with that host's
// name in the Host field; the path goes behind the proxy's. Safe for use by many
// threads at once.
class TokenProxy final : public HttpTransport {
 public:
  using MakeTransport = std::function<std::shared_ptr<HttpTransport>(CurlTransportOptions)>;

  // What these variables say; null if none of them is set to anything:
  //   AZURE_KUBERNETES_TOKEN_PROXY  the proxy's URL
  //   AZURE_KUBERNETES_CA_FILE      whom to trust: a file in PEM, read for each
  //                                 request, as Kubernetes may renew it
  //   AZURE_KUBERNETES_CA_DATA      or the PEM itself; with neither, the system
  //   AZURE_KUBERNETES_SNI_NAME     the name in TLS, if it is not the URL's host
  // Errors are kInvalidArgument, with azidentity's texts, but for a CA file that
  // cannot be read: FileSystem's code.
  static absl::StatusOr<std::shared_ptr<HttpTransport>> Configured(
      const Environment& environment, std::shared_ptr<FileSystem> files, MakeTransport transport);

  // Errors are those of the proxy's connection, without a URL, as Go's
  // http.Transport has them; kUnavailable if the CA file cannot be used now. A
  // redirect is not followed. The response names the proxy as the host that was
  // asked.
  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override;

 private:
  TokenProxy(Url url, std::string sni_name, std::string ca_file, std::shared_ptr<FileSystem> files,
             MakeTransport transport);

  absl::StatusOr<std::shared_ptr<HttpTransport>> Transport();
  absl::Status ReadCaFile();
  void Connect(std::string ca_pem);

  const Url url_;
  const std::string sni_name_;
  const std::string ca_file_;
  const std::shared_ptr<FileSystem> files_;
  const MakeTransport make_transport_;

  std::mutex mutex_;
  std::string ca_data_;  // the file's content that transport_ was made from
  std::shared_ptr<HttpTransport> transport_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PROOFS_TOKEN_PROXY_H_
