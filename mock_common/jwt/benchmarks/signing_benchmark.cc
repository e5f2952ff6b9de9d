// Signed tokens per second on one core next to `openssl speed rsa2048`, and how long
// making a key takes.
//
//   bazel run -c opt //mock_common/jwt/benchmarks:signing_benchmark
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/jwt/signing_key.h"

namespace {

using mock::jwt::EncodeRs256;
using mock::jwt::SigningKey;
using SteadyClock = std::chrono::steady_clock;

double SecondsSince(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

// As `openssl speed` counts: time that other processes take does not matter.
double CpuSeconds() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Of the line "+F2:<n>:2048:<signatures per second>:<verifications per second>".
double OpensslSignaturesPerSecond() {
  FILE* const output = popen("openssl speed -seconds 2 -mr rsa2048 2>&1", "r");
  if (output == nullptr) return 0;
  double per_second = 0;
  char line[256];
  while (std::fgets(line, sizeof line, output) != nullptr) {
    const std::vector<std::string> fields = absl::StrSplit(line, ':');
    if (fields.size() >= 5 && fields[0] == "+F2") (void)absl::SimpleAtod(fields[3], &per_second);
  }
  pclose(output);
  return per_second;
}

double TokensPerSecond(const SigningKey& key) {
  const std::string header =
      R"({"typ":"JWT","alg":"RS256","x5t":"abcdefghijklmnopqrstuvwxyz0","kid":"abcdefghijklmn"})";
  std::string claims = R"({"aud":"https://vault.azure.net","uti":"00000000","pad":")" +
                       std::string(700, 'x') + "\"}";
  const double start = CpuSeconds();
  int count = 0;
  while (CpuSeconds() - start < 2) {
    claims.replace(40, 8, std::to_string(10000000 + count++));  // every token is another
    if (!EncodeRs256(key, header, claims).ok()) return 0;
  }
  return count / (CpuSeconds() - start);
}

void MeasureKeys() {
  std::vector<double> milliseconds;
  for (int i = 0; i < 100; ++i) {
    const auto start = SteadyClock::now();
    (void)SigningKey::Generate(absl::Now())->kid();
    milliseconds.push_back(SecondsSince(start) * 1000);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  std::printf("a new key: median %.1f ms, 90%% within %.1f ms, at most %.1f ms\n", milliseconds[50],
              milliseconds[90], milliseconds.back());
}

}  // namespace

int main() {
  const auto key = SigningKey::Generate(absl::Now());
  (void)key->kid();
  for (int round = 0; round < 3; ++round) {
    const double theirs = OpensslSignaturesPerSecond();
    const double ours = TokensPerSecond(*key);
    std::printf("tokens/s %.0f, openssl speed rsa2048 %.0f, ratio %.2f (aim: at least 0.85)\n",
                ours, theirs, theirs > 0 ? ours / theirs : 0);
  }
  MeasureKeys();
  return 0;
}
