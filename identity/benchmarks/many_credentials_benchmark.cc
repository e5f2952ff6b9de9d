// What ten thousand credentials cost, one for each user that a server acts for: the time
// to make one, and the memory and the descriptors that it has when nobody uses it and
// when it has got a token.
//
//   bazel run -c opt //identity/benchmarks:many_credentials_benchmark
#include "benchmark/benchmark.h"
#include "identity/benchmarks/many_credentials.h"

namespace azure::identity {
namespace {

void BM_TenThousandCredentials(benchmark::State& state) {
  constexpr int kUsers = 10'000;
  ClientOptions client;
  client.logging.logger = std::make_shared<Logger>();
  client.transport = std::make_shared<UsersTransport>();
  for (auto _ : state) {
    const int descriptors = OpenDescriptors();
    const std::size_t before = AllocatedBytes();
    UsersCredentials credentials = MakeCredentials(kUsers, client);
    state.counters["bytes_each"] = static_cast<double>(AllocatedBytes() - before) / kUsers;
    if (UseAll(credentials) != kUsers) state.SkipWithError("no token");
    state.counters["bytes_each_used"] = static_cast<double>(AllocatedBytes() - before) / kUsers;
    state.counters["descriptors"] = OpenDescriptors() - descriptors;
  }
}
BENCHMARK(BM_TenThousandCredentials)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace azure::identity

BENCHMARK_MAIN();
