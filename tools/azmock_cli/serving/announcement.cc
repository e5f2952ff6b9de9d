#include "tools/azmock_cli/serving/announcement.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/http/url.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/directory/default_directory.h"
#include "mock_imds/host_endpoint.h"
#include "nlohmann/json.hpp"
#include "tools/azmock_cli/serving/client_environment.h"
#include "tools/azmock_cli/serving/control_token.h"
#include "tools/azmock_cli/serving/files.h"

namespace azmock {
namespace {

using nlohmann::ordered_json;

std::string Endpoint(const Fakes& fakes) {
  return mock::http::Origin(/*tls=*/true, "localhost", fakes.port());
}

// Always with its port: curl takes 1080 for a proxy that has none.
std::string HttpEndpoint(const Fakes& fakes) {
  return "http://" + mock::http::HostAndPort(fakes.address(), fakes.http_port());
}

// Where each kind of managed-identity host is asked: "imds", "app_service", …
std::map<std::string, std::string> HostEndpoints(const Fakes& fakes) {
  std::map<std::string, std::string> endpoints;
  const auto hosts = fakes.hosts();
  for (const auto& life : *hosts) {
    using Host = mock::scenario::ManagedIdentityHost;
    const std::string kind = absl::AsciiStrToLower(Host::Kind_Name(life->host.kind()));
    if (std::string url = fakes.UrlOf(life->host); !url.empty()) endpoints.emplace(kind, url);
  }
  return endpoints;
}

std::string AdminEndpoint(const Fakes& fakes) { return Endpoint(fakes) + "/_mock/v1"; }

// The fake tools come before real ones.
std::string PathWith(const std::string& tools) {
  const char* path = std::getenv("PATH");
  return path == nullptr ? tools : absl::StrCat(tools, ":", path);
}

// What a shell exports so that any SDK finds the fakes and trusts them.
ordered_json EnvironmentFor(const Fakes& fakes, const Announcement& told,
                            const std::map<std::string, std::string>& of_client) {
  ordered_json environment;
  environment["AZURE_AUTHORITY_HOST"] = Endpoint(fakes) + "/";
  environment["AZMOCK_ADMIN"] = AdminEndpoint(fakes);
  // The metadata service's address: for SDKs that can be told another, and for all
  // that respect a proxy. The plain server answers for every host itself.
  if (told.metadata_service) {
    environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = HttpEndpoint(fakes);
  }
  environment["http_proxy"] = HttpEndpoint(fakes);
  environment["no_proxy"] = "localhost,127.0.0.1,::1";
  if (!told.tools.empty()) environment["PATH"] = PathWith(told.tools);
  for (const auto& [name, value] : of_client) environment[name] = value;
  for (const auto& [name, value] : TrustVariables(told.ca_file)) environment[name] = value;
  return environment;
}

std::string AsShell(const ordered_json& environment) {
  std::string lines;
  for (const auto& [name, value] : environment.items()) {
    absl::StrAppend(&lines, "export ", name, "='",
                    absl::StrReplaceAll(value.get<std::string>(), {{"'", "'\\''"}}), "'\n");
  }
  return lines;
}

}  // namespace

std::string ConsoleEndpoint(const Fakes& fakes) {
  const std::string origin =
      IsLoopback(fakes.bound_address()) ? HttpEndpoint(fakes) : Endpoint(fakes);
  return origin + "/_mock/";
}

mock::scenario::Client ClientFor(const std::vector<mock::scenario::Scenario>& scenarios) {
  for (const auto& scenario : scenarios) {
    if (scenario.has_client()) return scenario.client();
  }
  const auto directory = mock::entra::DefaultDirectory();
  const auto& application = directory.tenants(0).applications(0);
  mock::scenario::Client client;
  auto& sample = *client.mutable_client_secret();
  sample.set_tenant_id(directory.tenants(0).id());
  sample.set_client_id(application.app_id());
  sample.set_client_secret(application.secrets(0).value());
  return client;
}

bool HasMetadataService(const std::vector<mock::scenario::Scenario>& scenarios) {
  bool of_everybody = true;  // without a scenario's client
  for (const auto& scenario : scenarios) {
    of_everybody = of_everybody && !scenario.has_client();
    for (const auto& host : scenario.directory().hosts()) {
      if (mock::imds::StandsForImds(host.kind())) return true;
    }
  }
  return of_everybody;
}

absl::Status Announce(Fakes& fakes, const Announcement& told) {
  auto of_client = ClientEnvironment(told.client, told.folder);
  if (!of_client.ok()) return of_client.status();
  for (auto& [name, value] : *of_client) value = fakes.AtFakes(value);
  const auto environment = EnvironmentFor(fakes, told, *of_client);
  auto to_tell = environment.get<mock::admin::Control::Environment>();
  to_tell.erase("PATH");  // of who started the fakes
  fakes.control()->set_environment(std::move(to_tell));
  if (!told.env_file.empty()) {
    if (auto written = WriteFile(told.env_file, AsShell(environment)); !written.ok()) {
      return written;
    }
  }
  ordered_json line;
  line["endpoints"]["entra"] = Endpoint(fakes);
  for (const auto& [kind, url] : HostEndpoints(fakes)) line["endpoints"][kind] = url;
  line["endpoints"]["admin"] = AdminEndpoint(fakes);
  line["endpoints"]["console"] = ConsoleEndpoint(fakes);
  line["endpoints"]["admin_grpc"] = told.admin_grpc;
  line["endpoints"]["echo_grpc"] = told.echo_grpc;
  line["address"] = mock::http::HostAndPort(fakes.bound_address(), fakes.port());
  line["limits"]["connections"] = told.max_connections;
  line["limits"]["journal_entries"] = told.journal_entries;
  line["limits"]["journal_bytes"] = told.journal_bytes;
  line["limits"]["promises"] = told.promises.entries;
  line["limits"]["promise_bytes"] = told.promises.bytes;
  line["limits"]["admin_body_bytes"] = told.max_admin_body_bytes;
  line["ca_file"] = told.ca_file;
  if (!told.tools.empty()) line["tools"] = told.tools;
  if (!told.control_token.empty()) line["control_token"] = told.control_token;
  line["environment"] = environment;
  if (!(std::cout << mock::scenario::JsonText(line) << std::endl)) {
    return CannotWrite("the line that says where the fakes are");
  }
  return absl::OkStatus();
}

}  // namespace azmock
