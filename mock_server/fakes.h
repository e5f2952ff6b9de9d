// Every fake, started together: one journal, one clock, one directory.
#ifndef MOCK_SERVER_FAKES_H_
#define MOCK_SERVER_FAKES_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/admin/access.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/dead_end.h"
#include "mock_common/http/server.h"
#include "mock_common/journal/journal.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_common/rules/engine.h"
#include "mock_common/tls/certificate_authority.h"
#include "mock_entra/entra.h"
#include "mock_entra/token_proxy.h"
#include "mock_imds/hosts.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/json_api.h"
#include "mock_server/fakes_backend.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

struct FakesOptions {
  mock::VirtualClock::Mode clock_mode = mock::VirtualClock::Mode::kFollow;
  // InfinitePast() means the system's time.
  absl::Time start_time = absl::InfinitePast();
  // What Entra's tokens are signed with; null makes a new key.
  std::shared_ptr<const mock::jwt::SigningKey> signing_key;
  // Makes IDs repeat; unset means real randomness. Keys are always real.
  bool repeatable_ids = false;

  std::string address = "127.0.0.1";
  bool allow_non_loopback = false;
  std::uint16_t port = 0;       // of the TLS server; 0 picks a free one
  std::uint16_t http_port = 0;  // of the plain one
  // Names beside the well-known ones that the server's certificate carries.
  std::vector<std::string> extra_host_names;

  // Serves the admin service as JSON under /_mock/, to whoever sends this control
  // token; "" asks for none. Unset leaves it out.
  std::optional<std::string> control_token;
};

// The options under which a scenario repeats itself: the scenario's start time
// and names, IDs from a fixed seed.
FakesOptions OptionsForScenario(const mock::scenario::Scenario& scenario,
                                mock::VirtualClock::Mode clock_mode);

// Where connections that a client means for one address must go instead.
struct Connection {
  std::string host;        // as in URLs, such as "169.254.169.254"
  std::uint16_t port = 0;  // as in URLs, or what their scheme says
  std::string to;          // such as "127.0.0.1:41234"
};

// Safe for use by many threads. Serves from Start until destroyed.
//
// Entra ID has a TLS server. Managed-identity hosts have a plain one; Service Fabric's
// has another TLS server, with a certificate of its own, from when it is armed.
class Fakes {
 public:
  // Errors: as http::Server::Start and CertificateAuthority.
  static absl::StatusOr<std::unique_ptr<Fakes>> Start(const FakesOptions& options);
  ~Fakes();

  // Adds the scenario's directory and puts its rules in front of the computed
  // answers, for as long as the fakes live. Returns the scenario as a client can
  // use it: its assertions are texts, its certificates `data` (see
  // mock_server/scenario/materialise.h), and {{ca_pem}} and {{token_proxy}} are filled in. The
  // first that has the latter starts the token proxy.
  absl::StatusOr<mock::scenario::Scenario> Arm(mock::scenario::Scenario scenario);

  // Adds to the directory; file names of certificates are read. All or nothing. Errors:
  // as Directory::Merge, or the file's.
  absl::Status AddDirectory(mock::scenario::Directory directory);

  // The admin service, for other protocols than JSON. Null if it was left out.
  mock::admin::Control* control() { return admin_ == nullptr ? nullptr : &admin_->control; }
  const mock::admin::Access* access() { return admin_ == nullptr ? nullptr : &admin_->access; }

  const std::string& address() const { return address_; }
  std::uint16_t port() const { return server_->port(); }
  std::uint16_t http_port() const { return http_server_->port(); }
  // What a client must trust.
  std::string ca_pem() const;

  // One for every managed-identity host: connections for all else go to port().
  std::vector<Connection> connections() const;

  // The managed-identity hosts; never null.
  std::shared_ptr<const mock::imds::HostList> hosts() const { return entra_.directory().hosts(); }

  // Where `host` can be asked at the fakes' own addresses:
  // "http://127.0.0.1:41234/app_service/msi/token/".
  std::string UrlOf(const mock::scenario::ManagedIdentityHost& host) const;

  // Writes the key files of Azure Arc from now on. Until then there are none, and the
  // agent answers 500.
  void SetKeyFileWriter(mock::imds::WriteKeyFile writer);

  mock::VirtualClock& clock() { return clock_; }
  mock::scenario::Journal& journal() { return journal_; }
  mock::entra::Entra& entra() { return entra_; }

 private:
  struct Admin {
    Admin(Fakes* fakes, const std::string& control_token)
        : backend(fakes),
          control(&fakes->clock_, &fakes->engine_, &fakes->journal_, &backend),
          access(control_token),
          json(&control, &access) {}

    FakesBackend backend;
    mock::admin::Control control;
    mock::admin::Access access;
    mock::admin::JsonApi json;
  };

  explicit Fakes(const FakesOptions& options);
  // What the server answers: the admin service, and the fakes.
  mock::http::Reply Handle(const mock::http::Request& request);
  absl::Status StartServer(const FakesOptions& options);
  absl::StatusOr<std::unique_ptr<mock::http::Server>> Listen(const std::vector<std::string>& names,
                                                             std::uint16_t port,
                                                             mock::http::Handler handler);
  mock::http::Reply Answer(const mock::http::Request& request);
  absl::Status FillIn(mock::scenario::Client& client);
  // "https://127.0.0.1:40443", once requests below `prefix` are served.
  absl::StatusOr<std::string> TokenProxyFor(absl::string_view prefix);
  absl::Status StartHttpServer(const FakesOptions& options);
  // What the hosts of the directory need beside the plain server.
  absl::Status PrepareHosts(mock::scenario::Scenario* scenario);
  absl::Status StartServiceFabric(const mock::scenario::ManagedIdentityHost& host);
  mock::http::Reply HandleHosts(const mock::http::Request& request);
  mock::imds::HostsOptions HostsOptionsFor();

  mock::VirtualClock clock_;
  std::unique_ptr<mock::Random> random_;
  mock::scenario::Journal journal_;
  mock::entra::Entra entra_;
  mock::scenario::Engine engine_;
  mock::imds::Hosts hosts_;
  std::unique_ptr<Admin> admin_;
  std::string address_;
  std::string ca_pem_;
  bool allow_non_loopback_ = false;
  std::optional<mock::CertificateAuthority> authority_;
  mock::entra::TokenProxy token_proxy_;

  mutable std::mutex mutex_;  // guards what follows, up to the servers
  mock::imds::WriteKeyFile write_key_file_;
  std::string fabric_pem_;         // to be trusted; "" if it is not
  std::string fabric_thumbprint_;  // announced, "" until a Service Fabric host is armed
  std::unique_ptr<mock::http::DeadEnd> refused_;
  std::unique_ptr<mock::http::DeadEnd> dropped_;
  std::unique_ptr<mock::VirtualClock::Timer> dropped_wait_;

  // Last: they stop before what they use goes.
  std::unique_ptr<mock::http::Server> server_;
  std::mutex token_proxy_mutex_;
  std::unique_ptr<mock::http::Server> token_proxy_server_;  // guarded; null until it is needed
  std::unique_ptr<mock::http::Server> http_server_;
  std::unique_ptr<mock::http::Server> fabric_server_;
};

}  // namespace azmock

#endif  // MOCK_SERVER_FAKES_H_
