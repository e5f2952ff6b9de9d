#include "tools/azmock_cli/replay/scenario_client.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/client_secret_credential.h"
#include "tools/azmock_cli/replay/scenario_seams.h"

namespace azmock {
namespace {

using azure::identity::ClientOptions;
using azure::identity::Context;
using azure::identity::TokenCredential;
using azure::identity::TokenRequestOptions;
using mock::scenario::Client;
using mock::scenario::GetToken;

// The loader has checked every duration of a scenario.
absl::Duration Parsed(const std::string& text) {
  absl::Duration duration;
  absl::ParseDuration(text, &duration);
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

ClientOptions OptionsOf(const Client& client, Fakes& fakes, LogCollector& log) {
  const auto& given = client.options();
  ClientOptions options;
  options.seams = SeamsFor(client, fakes);
  options.transport = TransportTo(fakes, options.seams);
  options.logging.logger = log.logger();
  options.cloud.authority_host = given.authority_host();
  options.retry.max_retries = given.max_retries();
  if (!given.retry_delay().empty()) options.retry.retry_delay = Parsed(given.retry_delay());
  if (!given.max_retry_delay().empty()) {
    options.retry.max_retry_delay = Parsed(given.max_retry_delay());
  }
  if (!given.try_timeout().empty()) options.retry.try_timeout = Parsed(given.try_timeout());
  return options;
}

template <typename Options>
Options CommonOptions(const Client& client, Fakes& fakes, LogCollector& log) {
  Options options;
  options.client = OptionsOf(client, fakes, log);
  options.disable_instance_discovery = client.options().disable_instance_discovery();
  options.additionally_allowed_tenants = {client.options().additionally_allowed_tenants().begin(),
                                          client.options().additionally_allowed_tenants().end()};
  return options;
}

absl::StatusOr<std::unique_ptr<TokenCredential>> NewCredential(const Client& client, Fakes& fakes,
                                                               LogCollector& log) {
  switch (client.credential_case()) {
    case Client::kClientSecret: {
      const auto& secret = client.client_secret();
      return azure::identity::ClientSecretCredential::Create(
          secret.tenant_id(), secret.client_id(), secret.client_secret(),
          CommonOptions<azure::identity::ClientSecretCredentialOptions>(client, fakes, log));
    }
    case Client::kClientCertificate:
    case Client::kClientAssertion:
    case Client::kOnBehalfOf:
    case Client::kWorkloadIdentity:
    case Client::kAzurePipelines:
      return absl::UnimplementedError("client: this credential can't be replayed yet");
    case Client::CREDENTIAL_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("client: no credential is given");
}

TokenRequestOptions RequestOf(const GetToken& call) {
  TokenRequestOptions request;
  request.scopes = {call.scopes().begin(), call.scopes().end()};
  request.tenant_id = call.tenant_id();
  request.claims = call.claims();
  request.enable_cae = call.enable_cae();
  return request;
}

absl::Status GetTokenOnce(TokenCredential& credential, const Context& ctx,
                          const TokenRequestOptions& request) {
  return credential.GetToken(ctx, request).status();
}

// The first error of `parallel` simultaneous calls; OK if all succeed.
absl::Status GetTokenOnThreads(TokenCredential& credential, const Context& ctx,
                               const TokenRequestOptions& request, int parallel) {
  std::vector<absl::Status> results(parallel);
  std::vector<std::thread> threads;
  for (int i = 0; i < parallel; ++i) {
    threads.emplace_back([&, i] { results[i] = GetTokenOnce(credential, ctx, request); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) {
    if (!result.ok()) return result;
  }
  return absl::OkStatus();
}

absl::Status RunGetToken(TokenCredential& credential, const GetToken& call, Fakes& fakes) {
  Context ctx = Context::Background().WithCancel();
  if (!call.timeout().empty()) {
    ctx = ctx.WithDeadline(fakes.clock().Now() + Parsed(call.timeout()));
  }
  if (call.cancel_after_requests() < 0) ctx.Cancel();
  std::atomic<int> left{call.cancel_after_requests()};
  const auto observer = fakes.journal().ObserveArrivals([&left, ctx]() mutable {
    if (--left == 0) ctx.Cancel();
  });
  if (call.parallel() > 1) {
    return GetTokenOnThreads(credential, ctx, RequestOf(call), call.parallel());
  }
  return GetTokenOnce(credential, ctx, RequestOf(call));
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
  const auto credential = NewCredential(client, fakes, log);
  if (!credential.ok()) outcome.results.push_back(credential.status());
  for (const auto& call : client.calls()) {
    if (!credential.ok()) break;
    if (call.has_get_token()) {
      outcome.results.push_back(RunGetToken(**credential, call.get_token(), fakes));
    } else {
      fakes.clock().Advance(Parsed(call.advance_clock()));
    }
  }
  outcome.log = log.Take();
  return outcome;
}

}  // namespace azmock
