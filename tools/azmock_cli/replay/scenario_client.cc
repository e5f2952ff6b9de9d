#include "tools/azmock_cli/replay/scenario_client.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/azmock_cli/replay/client_files.h"
#include "tools/azmock_cli/replay/scenario_credential.h"
#include "tools/azmock_cli/replay/scenario_seams.h"

namespace azmock {
namespace {

using azure::identity::ClientOptions;
using azure::identity::Context;
using azure::identity::TokenCredential;
using azure::identity::TokenRequestOptions;
using mock::scenario::Call;
using mock::scenario::Client;
using mock::scenario::GetToken;

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

// The client's clock is `ahead` of the fakes'.
absl::Status RunGetToken(TokenCredential& credential, const GetToken& call, Fakes& fakes,
                         absl::Duration ahead) {
  Context ctx = Context::Background().WithCancel();
  if (!call.timeout().empty()) {
    ctx = ctx.WithDeadline(fakes.clock().Now() + ahead + Parsed(call.timeout()));
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
  const auto credential = NewScenarioCredential(client, OptionsOf(client, fakes, files, log));
  if (!credential.ok()) outcome.results.push_back(credential.status());
  const absl::Duration ahead = Parsed(client.clock_ahead());
  for (const auto& call : client.calls()) {
    if (!credential.ok()) break;
    if (call.has_get_token()) {
      outcome.results.push_back(RunGetToken(**credential, call.get_token(), fakes, ahead));
    } else if (auto done = DoOtherwise(call, fakes, *files); !done.ok()) {
      return absl::Status(done.code(), absl::StrCat(scenario.id(), ": ", done.message()));
    }
  }
  outcome.log = log.Take();
  return outcome;
}

}  // namespace azmock
