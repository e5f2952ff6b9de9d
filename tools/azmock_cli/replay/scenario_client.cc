#include "tools/azmock_cli/replay/scenario_client.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "identity/service_client.h"
#include "mock_server/client/transport_to.h"
#include "nlohmann/json.hpp"
#include "tools/azmock_cli/replay/client_files.h"
#include "tools/azmock_cli/replay/keyboard.h"
#include "tools/azmock_cli/replay/scenario_credential.h"
#include "tools/azmock_cli/replay/scenario_options.h"
#include "tools/azmock_cli/replay/scenario_seams.h"
#include "tools/azmock_cli/replay/user_credential.h"

namespace azmock {
namespace {

using azure::identity::ClientOptions;
using azure::identity::Context;
using azure::identity::HttpRequest;
using azure::identity::ServiceClient;
using azure::identity::TokenCredential;
using azure::identity::TokenRequestOptions;
using mock::scenario::Authenticate;
using mock::scenario::Call;
using mock::scenario::Client;
using mock::scenario::GetToken;
using mock::scenario::SendRequest;

// The loader has checked every duration of a scenario.
absl::Duration Parsed(const std::string& text) {
  absl::Duration duration;
  absl::ParseDuration(text, &duration);  // "" leaves 0.
  return duration;
}

// Collects log records from any thread.
class LogCollector {
 public:
  std::shared_ptr<const azure::identity::Logger> logger() {
    return std::make_shared<azure::identity::Logger>([this](azure::identity::LogEvent event,
                                                            absl::string_view message) {
      std::lock_guard<std::mutex> lock(mutex_);
      records_.push_back({std::string(azure::identity::LogEventName(event)), std::string(message)});
    });
  }

  std::vector<LogRecord> Take() {
    std::lock_guard<std::mutex> lock(mutex_);
    return std::move(records_);
  }

 private:
  std::mutex mutex_;
  std::vector<LogRecord> records_;
};

ClientOptions OptionsOf(const Client& client, Fakes& fakes, std::shared_ptr<ClientFiles> files,
                        LogCollector& log) {
  ClientOptions options;
  options.seams = SeamsFor(client, fakes);
  options.seams.files = std::move(files);
  options.transport = TransportTo(fakes, options.seams);
  options.logging.logger = log.logger();
  return options;
}

// `call` is a GetToken or an Authenticate, which have these fields in common.
template <typename AnyCall>
TokenRequestOptions RequestOf(const AnyCall& call) {
  TokenRequestOptions request;
  request.scopes = {call.scopes().begin(), call.scopes().end()};
  request.tenant_id = call.tenant_id();
  request.claims = call.claims();
  request.enable_cae = call.enable_cae();
  return request;
}

using Token = absl::StatusOr<azure::identity::AccessToken>;

// What `parallel` simultaneous calls return.
std::vector<Token> GetTokens(TokenCredential& credential, const Context& ctx,
                             const TokenRequestOptions& request, int parallel) {
  std::vector<Token> results(parallel);
  std::vector<std::thread> threads;
  for (int i = 1; i < parallel; ++i) {
    threads.emplace_back([&, i] { results[i] = credential.GetToken(ctx, request); });
  }
  results[0] = credential.GetToken(ctx, request);
  for (auto& thread : threads) thread.join();
  return results;
}

// The context of a call of the credential or of a service that starts at `now` by the client's
// clock.
template <typename AnyCall>
class CallContext {
 public:
  CallContext(const AnyCall& call, absl::Time now, Fakes& fakes)
      : left_(call.cancel_after_requests()) {
    if (!call.timeout().empty()) {
      ctx_ = ctx_.WithDeadline(now + Parsed(call.timeout()));
    }
    if (call.cancel_after_requests() < 0) ctx_.Cancel();
    observer_ = fakes.journal().ObserveArrivals([this] {
      if (--left_ == 0) ctx_.Cancel();
    });
  }

  const Context& ctx() const { return ctx_; }

 private:
  Context ctx_ = Context::Background().WithCancel();
  std::atomic<int> left_;
  decltype(std::declval<Fakes&>().journal().ObserveArrivals(nullptr)) observer_;
};

// The first error of the call's threads; OK if all succeed. `tokens` gets what they did.
absl::Status RunGetToken(TokenCredential& credential, const GetToken& call, absl::Time now,
                         Fakes& fakes, std::vector<std::string>* tokens) {
  const CallContext context(call, now, fakes);
  absl::Status status;
  for (const Token& token :
       GetTokens(credential, context.ctx(), RequestOf(call), std::max(call.parallel(), 1))) {
    if (token.ok()) {
      tokens->emplace_back(token->token());
    } else {
      status.Update(token.status());
    }
  }
  return status;
}

// The client's process, from one start to the next.
class Process {
 public:
  Process(const Client& client, ClientOptions options, Fakes& fakes)
      : client_(client), options_(std::move(options)), fakes_(fakes), keyboard_(client, fakes) {}

  // Makes the credential anew, with the record unless it is "". The error is the
  // constructor's.
  absl::Status Start(const std::string& record) {
    services_.clear();
    if (!IsUserCredential(client_)) {
      auto made = NewScenarioCredential(client_, options_);
      if (!made.ok()) return made.status();
      user_ = {*std::move(made), nullptr};
      return absl::OkStatus();
    }
    Client client = client_;
    if (!record.empty()) SetRecord(record, &client);
    auto made = NewUserCredential(client, options_, keyboard_);
    if (!made.ok()) return made.status();
    user_ = *std::move(made);
    return absl::OkStatus();
  }

  // `tokens` gets what the call returned.
  absl::Status Run(const GetToken& call, std::vector<std::string>* tokens) {
    return RunGetToken(*user_.credential, call, options_.seams.clock->Now(), fakes_, tokens);
  }

  absl::Status Run(const SendRequest& call) {
    const CallContext context(call, options_.seams.clock->Now(), fakes_);
    HttpRequest request;
    request.method = call.method().empty() ? "GET" : call.method();
    request.url = call.url();
    for (const auto& [name, value] : call.headers()) request.headers.Set(name, value);
    request.body = call.body();
    auto service = ServiceFor({call.scopes().begin(), call.scopes().end()});
    return service.ok() ? (*service)->SendForSuccess(context.ctx(), request).status()
                        : service.status();
  }

  // `record` gets the record as JSON.
  absl::Status Run(const Authenticate& call, std::string* record) {
    const CallContext context(call, options_.seams.clock->Now(), fakes_);
    const auto authenticated = user_.authenticate(context.ctx(), RequestOf(call));
    if (authenticated.ok()) *record = authenticated->ToJson();
    return authenticated.status();
  }

  absl::Status problem() const { return keyboard_.problem(); }

 private:
  // The client of a service whose tokens have these scopes.
  absl::StatusOr<ServiceClient*> ServiceFor(const std::vector<std::string>& scopes) {
    std::unique_ptr<ServiceClient>& service = services_[scopes];
    if (service == nullptr) {
      auto made = ServiceClient::Create(user_.credential, scopes, {Completed(client_, options_)});
      if (!made.ok()) return made.status();
      service = *std::move(made);
    }
    return service.get();
  }

  static void SetRecord(const std::string& record, Client* client) {
    if (client->has_username_password()) {
      client->mutable_username_password()->set_authentication_record(record);
    } else if (client->has_device_code()) {
      client->mutable_device_code()->set_authentication_record(record);
    } else {
      client->mutable_interactive_browser()->set_authentication_record(record);
    }
  }

  const Client& client_;
  const ClientOptions options_;
  Fakes& fakes_;
  Keyboard keyboard_;
  UserCredential user_;
  std::map<std::vector<std::string>, std::unique_ptr<ServiceClient>> services_;
};

// Does what is no call of the credential.
absl::Status DoOtherwise(const Call& call, Fakes& fakes, ClientFiles& files) {
  if (call.has_remove_file()) return files.Remove(call.remove_file());
  if (call.has_write_file()) {
    files.Write(call.write_file());
  } else {
    fakes.clock().Advance(Parsed(call.advance_clock()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ClientOutcome> RunScenarioClient(const mock::scenario::Scenario& scenario,
                                                Fakes& fakes) {
  const Client& client = scenario.client();
  if (client.credential_case() == Client::CREDENTIAL_NOT_SET) {
    return absl::InvalidArgumentError(
        absl::StrCat(scenario.id(), ": the scenario has no client call to replay"));
  }
  LogCollector log;
  ClientOutcome outcome;
  const auto files = std::make_shared<ClientFiles>(client);
  fakes.SetKeyFileWriter([files](const mock::imds::KeyFile& key) {
    mock::scenario::File file;
    file.set_path(key.path);
    file.mutable_assertion()->set_text(key.content);
    file.set_owner(key.owner);
    file.set_mode(absl::StrFormat("%04o", key.mode));
    files->Write(file);
    return true;
  });
  Process process(client, OptionsOf(client, fakes, files, log), fakes);
  absl::Status started = process.Start("");
  for (const auto& call : client.calls()) {
    if (!started.ok()) break;
    if (call.has_restart()) {
      started = process.Start(call.restart().with_record() ? outcome.record : "");
    } else if (call.has_authenticate()) {
      outcome.results.push_back(process.Run(call.authenticate(), &outcome.record));
    } else if (call.has_send_request()) {
      outcome.results.push_back(process.Run(call.send_request()));
    } else if (call.has_get_token()) {
      outcome.results.push_back(process.Run(call.get_token(), &outcome.tokens));
    } else if (auto done = DoOtherwise(call, fakes, *files); !done.ok()) {
      return absl::Status(done.code(), absl::StrCat(scenario.id(), ": ", done.message()));
    }
  }
  if (!started.ok()) outcome.results.push_back(started);
  if (const auto problem = process.problem(); !problem.ok()) {
    return absl::Status(problem.code(),
                        absl::StrCat(scenario.id(), ": a person could not be played to the end: ",
                                     problem.message()));
  }
  outcome.log = log.Take();
  return outcome;
}

}  // namespace azmock
