// What an explanation costs: a usual paste, and ten megabytes of what is hard.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>

#include "tools/explain/explain.h"
#include "tools/explain/json.h"
#include "tools/explain/report.h"

namespace azmock::explain {
namespace {

constexpr std::size_t kTenMegabytes = 10'000'000;

constexpr char kUsual[] = R"(DefaultAzureCredential: failed to acquire a token.
Attempted credentials:
	ClientSecretCredential authentication failed.
POST https://login.microsoftonline.com/1f6a0000-1111-4222-8333-444455556666/oauth2/v2.0/token
--------------------------------------------------------------------------------
RESPONSE 401: 401 Unauthorized
--------------------------------------------------------------------------------
{
  "error": "invalid_client",
  "error_description": "AADSTS7000215: Invalid client secret provided. Trace ID: 0aa1bb2c-3d4e-4f50-9a6b-7c8d9e0f1a00 Correlation ID: 5d1c3f6e-8b2a-4c7d-9e0f-123456789abc Timestamp: 2026-02-03 04:05:06Z",
  "error_codes": [
    7000215
  ]
}
--------------------------------------------------------------------------------
	ManagedIdentityCredential: managed identity timed out
	AzureCLICredential: ERROR: Please run 'az login' to setup account.
)";

std::string Repeated(const std::string& text) {
  std::string repeated;
  while (repeated.size() < kTenMegabytes) repeated += text;
  return repeated;
}

void ExplainText(benchmark::State& state, const std::string& text) {
  while (state.KeepRunning()) {
    const Explanation explanation = Explain(text);
    benchmark::DoNotOptimize(AsJson(explanation));
    benchmark::DoNotOptimize(AsReport(explanation));
  }
}

BENCHMARK_CAPTURE(ExplainText, usual_paste, std::string(kUsual))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExplainText, ten_megabytes_of_one_line, Repeated("a"))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExplainText, ten_megabytes_of_lines,
                  Repeated("2026-02-03T04:05:06Z INFO request 12345 is done\n"))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExplainText, ten_megabytes_of_errors, Repeated(kUsual))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExplainText, ten_megabytes_of_escapes, Repeated(R"({\\\"error\\\":\\\")"))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ExplainText, ten_megabytes_of_aadsts, Repeated("AADSTS"))
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace azmock::explain

BENCHMARK_MAIN();
