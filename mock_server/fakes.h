// All fakes in one process: Entra ID, managed-identity hosts, developers' tools, Azure
// DevOps, and the admin service. One journal, one clock, one directory.
#ifndef MOCK_SERVER_FAKES_H_
#define MOCK_SERVER_FAKES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/admin/access.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/server.h"
#include "mock_common/journal/journal.h"
#include "mock_common/random.h"
#include "mock_common/rules/engine.h"
#include "mock_entra/entra.h"
#include "mock_entra/promises/promise_limits.h"
#include "mock_imds/fake_tools/developer_tools.h"
#include "mock_imds/fake_tools/tool_run.h"
#include "mock_imds/hosts.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/diagnosis_calls.h"
#include "mock_server/directory/whole_directory.h"
#include "mock_server/host_addresses.h"
#include "mock_server/listeners.h"
#include "mock_server/scenario/scenario.pb.h"
#include "mock_server/server_keys.h"
#include "mock_server/token_proxy_server.h"

namespace azmock {

struct FakesOptions {
  mock::VirtualClock::Mode clock_mode = mock::VirtualClock::Mode::kFollow;
  // InfinitePast() means the system's time.
  absl::Time start_time = absl::InfinitePast();
  // What all of them prove with who they are; null makes new ones, which takes longer than all
  // else. Fakes may share them. New tokens are signed with one of mock::jwt::KnownKey, by chance,
  // unless other machines may reach the fakes: then with a key that is made for them.
  std::shared_ptr<ServerKeys> keys;
  // Who then issues the servers' certificates; unset makes a new authority.
  std::optional<mock::CertificateAuthority> certificate_authority;
  // Access tokens with equal claims within a second are one.
  bool shared_tokens = false;
  // Makes IDs repeat; unset means real randomness. Keys are always real.
  bool repeatable_ids = false;

  std::string address = "127.0.0.1";
  bool allow_non_loopback = false;
  std::uint16_t port = 0;       // of the TLS server; 0 picks a free one
  std::uint16_t http_port = 0;  // of the plain one
  // Further addresses of the plain server, on the same port, which others may reach as well.
  std::vector<std::string> http_addresses;
  // Names beside the well-known ones that the server's certificate carries.
  std::vector<std::string> extra_host_names;
  // And that of services which only rules answer for.
  std::vector<std::string> extra_service_names;

  // How much of the past is kept.
  mock::scenario::JournalOptions journal;

  // Of each server: threads that answer, and connections; further ones get 503.
  int threads = 1;
  std::size_t max_connections = 1024;
  // Told, once of each, that a limit is reached. On a server's thread; may be null.
  std::function<void(const std::string&)> warn;

  // Serves the admin service as JSON under /_mock/, and a page for people, to whoever sends this
  // control token; "" asks for none. Unset leaves it out.
  std::optional<std::string> control_token;
  // Answers the admin service's calls of diagnosis; null leaves them out.
  std::shared_ptr<const mock::admin::Explainer> explainer;

  // Of what tenants remember, and of a request to the admin service as JSON: an exported
  // directory of some 400,000 users. What exceeds them is told so.
  mock::entra::PromiseLimits promise_limits;
  std::size_t max_admin_body_bytes = 64 * 1024 * 1024;
};

// The options under which a scenario repeats itself: the scenario's start time
// and names, IDs from a fixed seed.
FakesOptions OptionsForScenario(const mock::scenario::Scenario& scenario,
                                mock::VirtualClock::Mode clock_mode);

// Serves from Start until destroyed. Safe for use by many threads. Nothing is global:
// any number can live side by side.
//
// Entra ID has a TLS server. Managed-identity hosts have a plain one; Service Fabric's has
// another TLS server, with a certificate of its own, from when the directory has it. However
// a directory or a scenario comes, its hosts are set up the same way, and begin then.
class Fakes {
 public:
  // Errors: as http::Server::Start, Listeners::Make and ServerKeys::Make.
  static absl::StatusOr<std::unique_ptr<Fakes>> Start(const FakesOptions& options);
  ~Fakes();

  // Adds the scenario's directory and puts its rules in front of the computed
  // answers, until Disarm. Returns the scenario as a client can use it: its assertions
  // are texts, its certificates `data` (see mock_server/arming/materialise.h), and
  // {{ca_pem}}, {{thumbprint}} and {{token_proxy}} are filled in. The first that has the
  // last one starts the token proxy. A scenario that was armed before begins again: what
  // happened to its tenants in the meantime is forgotten, but for the journal. Errors, after
  // the scenario's id: kInvalidArgument for one that is not sound; kAlreadyExists if one of
  // this id is armed; as Materialise.
  absl::StatusOr<mock::scenario::Scenario> Arm(mock::scenario::Scenario scenario);

  // Its rules answer no more; its directory stays. kNotFound if it is not armed.
  absl::Status Disarm(absl::string_view id) { return engine_.Disarm(id); }

  // All or nothing each; file names of certificates are read. What happened to a tenant goes
  // with it, and Replace puts new ones in the place of all: nothing of the old ones' state is
  // left but their entries of the journal. Errors: as WholeDirectory, or the file's.
  absl::Status MergeDirectory(mock::scenario::Directory directory);
  absl::Status ReplaceDirectory(mock::scenario::Directory directory);
  absl::Status RemoveFromDirectory(const mock::scenario::Directory& what);
  mock::scenario::Directory ExportDirectory() const { return directory_.Export(); }

  // The ID of the tenant of this ID or domain, and its domains; empty if there is none.
  std::vector<std::string> TenantNames(absl::string_view tenant);
  // Forgets all that happened to a tenant: what it has promised and seen, its faults, how far
  // its scenarios have come, its near misses, its entries of the journal; its hosts and tools
  // begin again. What it is stays.
  // kNotFound if there is none of this ID or domain.
  absl::Status ResetTenant(absl::string_view tenant);

  mock::VirtualClock& clock() { return clock_; }
  mock::scenario::Journal& journal() { return journal_; }
  mock::entra::Entra& entra() { return entra_; }

  // As of Listeners.
  const std::string& address() const { return listeners_->address(); }
  const std::string& bound_address() const { return listeners_->bound_address(); }
  std::uint16_t port() const { return server_->port(); }
  std::uint16_t http_port() const { return http_servers_.front()->port(); }
  // What a client must trust; and who issues the certificates of managed identities.
  std::string ca_pem() const;
  // Of that only what clients of the servers that there are now must trust, which takes them
  // less time to read.
  std::string server_pem() const;

  // Whether the TLS server is called so, and its names; of "*.vault.azure.net" any.
  bool HasName(absl::string_view host) const { return IsNamedIn(certificate_names_, host); }
  // Those that are no patterns.
  std::vector<std::string> host_names() const;

  // One for every managed-identity host: connections for all else go to port().
  std::vector<Connection> connections() const;

  // The managed-identity hosts; never null.
  std::shared_ptr<const mock::imds::HostList::Hosts> hosts() const { return host_list_.hosts(); }

  // Where `host` can be asked at the fakes' own addresses:
  // "http://127.0.0.1:41234/app_service/msi/token/". Of one whose network refuses or drops
  // connections it is where that happens.
  std::string UrlOf(const mock::scenario::ManagedIdentityHost& host) const;

  // For clients that are led by variables rather than by connections(): the value of a
  // variable, or the URL at the fakes' own addresses if it begins with that of a host or of
  // Azure DevOps.
  std::string AtFakes(absl::string_view value) const;

  // Writes the key files of Azure Arc from now on. Until then there are none, and the
  // agent answers 500.
  void SetKeyFileWriter(mock::imds::WriteKeyFile writer);

  // The developer's tools that there are.
  mock::imds::DeveloperToolList tools() const { return tools_.tools(); }
  // What a shell sees that runs a tool; in the journal, unless nothing ran. The caller
  // enacts it: `delay` has not passed yet.
  mock::imds::ToolOutcome RunTool(const mock::imds::ToolInvocation& invocation) {
    return tools_.Run(invocation);
  }

  // The answer to what came by another way than the TLS server: in the journal, and by the
  // rules that claim it. The caller enacts delay and fault.
  mock::http::Reply Ask(const mock::http::Request& request);
  // Of the authority that clients trust, for a server beside these: for what this machine is
  // called, and for extra_host_names.
  absl::StatusOr<mock::Leaf> IssueCertificate() const;

  // The admin service, for other protocols than JSON. Null if it was left out.
  mock::admin::Control* control();
  const mock::admin::Access* access() const;

 private:
  struct Admin;

  // With the options' keys, or new ones.
  Fakes(const FakesOptions& options, std::shared_ptr<ServerKeys> keys);
  absl::Status Listen(const FakesOptions& options);
  mock::imds::HostsOptions HostsOptionsFor();
  mock::imds::DeveloperToolsOptions ToolsOptionsFor();
  // What a server answered by itself, since it was no request, is in the journal, too.
  void RecordRefusal(int status, const std::string& reason);
  // What the TLS server answers: the admin service, and Entra ID.
  mock::http::Reply Handle(const mock::http::Request& request);
  // What the plain server answers: the hosts, and all that the other does.
  mock::http::Reply AskEntra(const mock::http::Request& request);
  mock::http::Reply HandleHosts(const mock::http::Request& request);
  // What every directory goes through before it is merged: certificates are read, and the
  // hosts' addresses are made.
  absl::Status SetUp(mock::scenario::Directory* directory);
  absl::Status PrepareClient(mock::scenario::Scenario* scenario);
  // What was armed under this id before has left nothing.
  void BeginAgain(const mock::scenario::Scenario& scenario);

  mock::VirtualClock clock_;
  std::unique_ptr<mock::Random> random_;
  mock::scenario::Journal journal_;
  const std::shared_ptr<ServerKeys> keys_;
  mock::entra::Entra entra_;
  mock::imds::DeveloperTools tools_;
  mock::imds::HostList host_list_;
  WholeDirectory directory_;
  mock::scenario::Engine engine_;
  mock::imds::Hosts hosts_;
  std::unique_ptr<Admin> admin_;
  mutable std::mutex mutex_;
  std::set<std::string> begun_;              // ids of scenarios; guarded by mutex_
  mock::imds::WriteKeyFile write_key_file_;  // guarded by mutex_
  std::vector<std::string> certificate_names_;

  // Last: servers stop before what they use goes.
  std::unique_ptr<Listeners> listeners_;
  std::unique_ptr<mock::http::Server> server_;
  std::vector<std::unique_ptr<mock::http::Server>> http_servers_;  // of all its addresses
  std::unique_ptr<HostAddresses> host_addresses_;
  std::unique_ptr<TokenProxyServer> token_proxy_;
};

}  // namespace azmock

#endif  // MOCK_SERVER_FAKES_H_
