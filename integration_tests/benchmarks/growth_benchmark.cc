// How tokens a second and memory go with the directory, the connections and what was asked before.
//
//   bazel run -c opt //integration_tests/benchmarks:growth_benchmark
//
// All fakes in this process, one server thread, one load thread; equal tokens of a second are one,
// so that what is measured is not RSA. Prints tab-separated rows. Arguments, for a quick run: the
// applications of a tenant, the seconds of a row, and the requests before the last one.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "mock_common/http/load_generator.h"
#include "mock_server/fakes.h"

namespace azmock {
namespace {

using mock::scenario::Directory;

struct Size {
  int applications = 1000;  // of each tenant
  absl::Duration duration = absl::Seconds(2);
  std::int64_t requests = 1'000'000;
};

std::string TenantId(int i) { return absl::StrFormat("9e0a17b0-0000-4000-8000-%012d", i); }
std::string ApplicationId(int i) { return absl::StrFormat("9e0a17b1-0000-4000-8000-%012d", i); }

Directory TenantOf(int tenant, const Size& size) {
  Directory directory;
  auto& proto = *directory.add_tenants();
  proto.set_id(TenantId(tenant));
  for (int i = 0; i < size.applications; ++i) {
    auto& application = *proto.add_applications();
    application.set_app_id(ApplicationId(i));
    application.add_secrets()->set_value("secret");
  }
  return directory;
}

double ResidentMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atoi(line.c_str() + 6) / 1024.0;
  }
  return 0;
}

class Growth {
 public:
  explicit Growth(const Size& size) : size_(size) {}

  // A server of its own for each row but the last, which goes on with the one before.
  bool Run() {
    std::cout << "tenants\tconnections\trequests before\ttokens/s\tmedian ms\tp99 ms\tMB\n";
    for (const int tenants : {1, 10, 100}) {
      if (!Begin(tenants) || !Row(tenants, 16)) return false;
    }
    for (const int connections : {1, 10, 100, 1000}) {
      if (!Begin(1) || !Row(1, connections)) return false;
    }
    return Begin(1) && Row(1, 16) && Load(16, absl::ZeroDuration(), size_.requests).replies > 0 &&
           Row(1, 16);
  }

 private:
  bool Begin(int tenants) {
    fakes_.reset();
    FakesOptions options;
    options.shared_tokens = true;
    auto fakes = Fakes::Start(options);
    if (!fakes.ok()) return Fail(fakes.status());
    fakes_ = *std::move(fakes);
    asked_ = 0;
    for (int i = 0; i < tenants; ++i) {
      const absl::Status merged = fakes_->MergeDirectory(TenantOf(i, size_));
      if (!merged.ok()) return Fail(merged);
    }
    return Load(1, absl::ZeroDuration(), 1).replies > 0;  // Waits for the key.
  }

  bool Row(int tenants, int connections) {
    const std::int64_t before = asked_;
    const auto load = Load(connections, size_.duration, 1);
    if (load.replies == 0) return false;
    std::cout << absl::StrFormat("%d\t%d\t%d\t%.0f\t%.2f\t%.2f\t%.1f\n", tenants, connections,
                                 before, load.PerSecond(),
                                 absl::ToDoubleMilliseconds(load.median_latency),
                                 absl::ToDoubleMilliseconds(load.p99_latency), ResidentMegabytes())
              << std::flush;
    return true;
  }

  // Nothing is answered if one request fails.
  mock::http::LoadResult Load(int connections, absl::Duration duration, std::int64_t at_least) {
    const std::string form = absl::StrCat("client_id=", ApplicationId(size_.applications - 1),
                                          "&client_secret=secret&grant_type=client_credentials"
                                          "&scope=https%3A%2F%2Fmanagement.azure.com%2F.default");
    mock::http::LoadOptions load;
    load.port = fakes_->http_port();
    load.connections = connections;
    load.duration = duration;
    load.at_least = at_least;
    load.request = absl::StrCat("POST /", TenantId(0), "/oauth2/v2.0/token HTTP/1.1\r\nHost: ",
                                "localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                "Content-Length: ",
                                form.size(), "\r\n\r\n", form);
    auto result = mock::http::GenerateLoad(load);
    if (!result.ok() || result->failures > 0) {
      Fail(result.ok() ? absl::InternalError("a request failed") : result.status());
      return {};
    }
    asked_ += result->replies;
    return *result;
  }

  static bool Fail(const absl::Status& status) {
    std::cerr << status << "\n";
    return false;
  }

  const Size size_;
  std::unique_ptr<Fakes> fakes_;
  std::int64_t asked_ = 0;
};

}  // namespace
}  // namespace azmock

int main(int argc, char** argv) {
  azmock::Size size;
  if (argc == 4) {
    size.applications = std::atoi(argv[1]);
    size.duration = absl::Seconds(std::atof(argv[2]));
    size.requests = std::atoi(argv[3]);
  }
  return azmock::Growth(size).Run() ? 0 : 1;
}
