// What one request costs the journal and the engine, beside what copying the same
// request costs.
#include <benchmark/benchmark.h>

#include "mock_common/rules/engine.h"

namespace mock::scenario {
namespace {

// As MSAL sends it.
http::Request TokenRequest() {
  http::Request request;
  request.method = "POST";
  request.target = "/3c631bb7-a9f7-4343-a5ba-a61591300000/oauth2/v2.0/token";
  request.path = request.target;
  request.host = "login.microsoftonline.com";
  request.headers = {{"Host", "login.microsoftonline.com"},
                     {"User-Agent", "azsdk-cpp-identity/1.0.0 (Linux)"},
                     {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                     {"client-request-id", "7b12f9bb-2eef-42e3-ad75-eee69ec9088d"},
                     {"return-client-request-id", "false"},
                     {"x-client-cpu", "amd64"},
                     {"x-client-os", "linux"},
                     {"x-client-sku", "MSAL.Go"},
                     {"x-client-ver", "1.4.2"},
                     {"Content-Length", "280"}};
  request.body =
      "client_id=86be4c01-505b-45e9-bfc0-9b825fd84000&client_info=1&"
      "client_secret=0123456789abcdef0123456789abcdef01234567&grant_type=client_credentials&"
      "scope=https%3A%2F%2Fmanagement.azure.com%2F.default+openid+offline_access+profile";
  return request;
}

void BM_CopyOfTheRequest(benchmark::State& state) {
  const http::Request request = TokenRequest();
  for (auto _ : state) {
    http::Request copy = request;
    benchmark::DoNotOptimize(copy);
  }
}
BENCHMARK(BM_CopyOfTheRequest);

void BM_JournalRecord(benchmark::State& state) {
  const http::Request request = TokenRequest();
  Journal journal;
  for (auto _ : state) {
    journal.Record(absl::UnixEpoch(), request, "3c631bb7-a9f7-4343-a5ba-a61591300000",
                   {401, "", "computed", ""});
  }
}
BENCHMARK(BM_JournalRecord);

// With all that Entra ID says of a refusal.
void BM_JournalRecordOfARefusal(benchmark::State& state) {
  const http::Request request = TokenRequest();
  http::Remarks remarks;
  remarks.oauth_error = "invalid_client";
  remarks.aadsts = {7000215};
  remarks.reason = "the client secret is none of the application's";
  remarks.trace_id = "03da4b8e-5ffe-48ca-9754-aff4276f0100";
  remarks.correlation_id = "7b12f9bb-2eef-42e3-ad75-eee69ec9088d";
  Outcome outcome{401, "", "computed", ""};
  outcome.remarks = &remarks;
  Journal journal;
  for (auto _ : state) {
    journal.Record(absl::UnixEpoch(), request, "3c631bb7-a9f7-4343-a5ba-a61591300000", outcome);
  }
}
BENCHMARK(BM_JournalRecordOfARefusal);

void BM_EngineHandle(benchmark::State& state) {
  const http::Request request = TokenRequest();
  VirtualClock clock;
  Journal journal;
  const auto random = Random::Seeded(1);
  Engine engine(&clock, &journal, random.get(), nullptr);
  for (int i = 0; i < state.range(0); ++i) {
    RuleSet rules;
    rules.set_id("other-" + std::to_string(i));
    rules.add_tenants("tenant-" + std::to_string(i));
    rules.add_rules()->add_steps()->mutable_pass();
    if (!engine.Arm(rules).ok()) state.SkipWithError("not armed");
  }
  const Compute compute = [](const http::Request&, const Setting&) { return http::Reply(); };
  for (auto _ : state) benchmark::DoNotOptimize(engine.Handle(request, "contoso", compute));
}
BENCHMARK(BM_EngineHandle)->Arg(0)->Arg(1000);

}  // namespace
}  // namespace mock::scenario

BENCHMARK_MAIN();
