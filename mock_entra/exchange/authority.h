// Which of Entra ID's authorities a request was sent to, and the names that the
// answers carry because of it.
#ifndef MOCK_ENTRA_EXCHANGE_AUTHORITY_H_
#define MOCK_ENTRA_EXCHANGE_AUTHORITY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"

namespace mock::entra {

// A cloud's constants, as its openid-configuration shows them.
struct Cloud {
  absl::string_view issuer_host;     // of v2.0 tokens
  absl::string_view v1_issuer_host;  // of v1.0 tokens
  absl::string_view instance_name;
  absl::string_view graph_host;
  absl::string_view msgraph_host;
  absl::string_view rbac_url;
  absl::string_view mtls_host;  // for clients with a certificate in TLS
};

struct Authority {
  // Scheme, host and port that were asked, such as
  // "https://login.microsoftonline.us". Endpoints are there.
  std::string base;
  const Cloud* cloud = nullptr;  // never null
  // Base of v2.0 issuers. For hosts that are none of Entra's (localhost) equal
  // to `base`, since clients compare the two.
  std::string issuer_base;
  // Where error_uri points: `base`, but the public cloud for foreign hosts.
  std::string error_base;
  // The host is none of Entra's, such as localhost. What is answered there names nothing
  // elsewhere: whoever follows it must not leave the fake.
  bool foreign = false;
  // Microsoft Graph, such as "https://graph.microsoft.com"; of a foreign host the fake's own.
  std::string graph_base;
};

Authority AuthorityOf(const http::Request& request);

// The path of a URL, with its slash, at the authority or at what its issuers are named after;
// nullopt for one elsewhere. Clients of foreign hosts may leave the port out of the Host field,
// or out of the URL.
std::optional<absl::string_view> PathAt(const Authority& authority, absl::string_view url);

// One entry of instance discovery's `metadata`.
struct Instance {
  absl::string_view preferred_network;
  absl::string_view preferred_cache;
  std::vector<absl::string_view> aliases;
};

// The entries of the real service, in its order.
const std::vector<Instance>& KnownInstances();

// Whether instance discovery vouches for the host: the instances above, their
// older names, and the sovereign clouds that stand alone.
bool IsTrustedHost(absl::string_view host);

// Whether it is one of the hosts where clients prove themselves by TLS: mtlsauth.microsoft.com,
// a region's <region>.mtlsauth.microsoft.com, and those of the other clouds.
bool IsMtlsHost(absl::string_view host);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_AUTHORITY_H_
