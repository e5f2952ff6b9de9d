#include "tools/azmock_cli/replay/user_credential.h"

#include <string>
#include <utility>

#include "identity/device_code_credential.h"
#include "identity/interactive_browser_credential.h"
#include "identity/username_password_credential.h"
#include "tools/azmock_cli/replay/scenario_options.h"

// One of the credentials is deprecated; scenarios have it all the same.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace azmock {
namespace {

using azure::identity::AuthenticationRecord;
using azure::identity::ClientOptions;
using azure::identity::Context;
using azure::identity::DeviceCodeCredential;
using azure::identity::DeviceCodeMessage;
using azure::identity::InteractiveBrowserCredential;
using azure::identity::TokenRequestOptions;
using azure::identity::UsernamePasswordCredential;
using mock::scenario::Client;

// What the options of all three have. `given` is the credential's part of `client`.
template <typename Options, typename Given>
absl::StatusOr<Options> OptionsFor(const Client& client, const Given& given,
                                   ClientOptions client_options) {
  Options options;
  options.client = Completed(client, std::move(client_options));
  options.disable_instance_discovery = client.options().disable_instance_discovery();
  options.additionally_allowed_tenants = {client.options().additionally_allowed_tenants().begin(),
                                          client.options().additionally_allowed_tenants().end()};
  if (!given.authentication_record().empty()) {
    auto record = AuthenticationRecord::FromJson(given.authentication_record());
    if (!record.ok()) return record.status();
    options.authentication_record = *std::move(record);
  }
  return options;
}

// And those of the two that ask the user.
template <typename Options, typename Given>
absl::StatusOr<Options> InteractiveOptionsFor(const Client& client, const Given& given,
                                              ClientOptions client_options) {
  auto options = OptionsFor<Options>(client, given, std::move(client_options));
  if (!options.ok()) return options;
  options->tenant_id = given.tenant_id();
  options->client_id = given.client_id();
  options->disable_automatic_authentication = given.disable_automatic_authentication();
  return options;
}

template <typename Credential>
absl::StatusOr<UserCredential> Wrapped(absl::StatusOr<std::unique_ptr<Credential>> created) {
  if (!created.ok()) return created.status();
  const std::shared_ptr<Credential> credential = *std::move(created);
  return UserCredential{credential,
                        [credential](const Context& ctx, const TokenRequestOptions& options) {
                          return credential->Authenticate(ctx, options);
                        }};
}

}  // namespace

bool IsUserCredential(const Client& client) {
  return client.has_username_password() || client.has_device_code() ||
         client.has_interactive_browser();
}

absl::StatusOr<UserCredential> NewUserCredential(const Client& client, ClientOptions options,
                                                 Keyboard& keyboard) {
  if (client.has_username_password()) {
    const auto& of = client.username_password();
    auto made = OptionsFor<azure::identity::UsernamePasswordCredentialOptions>(client, of,
                                                                               std::move(options));
    if (!made.ok()) return made.status();
    return Wrapped(UsernamePasswordCredential::Create(of.tenant_id(), of.client_id(), of.username(),
                                                      of.password(), *std::move(made)));
  }
  if (client.has_device_code()) {
    auto made = InteractiveOptionsFor<azure::identity::DeviceCodeCredentialOptions>(
        client, client.device_code(), std::move(options));
    if (!made.ok()) return made.status();
    made->user_prompt = [&keyboard](const Context&, const DeviceCodeMessage& message) {
      return keyboard.Prompt(message);
    };
    return Wrapped(DeviceCodeCredential::Create(*std::move(made)));
  }
  const auto& of = client.interactive_browser();
  options.seams.processes = keyboard.Programs(options.seams.clock);
  auto made = InteractiveOptionsFor<azure::identity::InteractiveBrowserCredentialOptions>(
      client, of, std::move(options));
  if (!made.ok()) return made.status();
  made->login_hint = of.login_hint();
  made->redirect_url = of.redirect_url();
  return Wrapped(InteractiveBrowserCredential::Create(*std::move(made)));
}

}  // namespace azmock
