// How long a large directory takes to load, and how long one who asks for tokens waits meanwhile.
//
//   bazel run -c opt //integration_tests/benchmarks:directory_benchmark -- [TENANTS APPS USERS]
//
// By default 100 tenants that have 1,000 applications and 10,000 users together. They are merged a
// tenant at a time, then as many again into the same tenants, one user is added, and one removed.
// Fails if a token is refused.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "mock_entra/directory/default_directory.h"
#include "mock_server/fakes.h"

namespace azmock {
namespace {

using mock::scenario::Directory;

struct Size {
  int tenants = 100;
  int applications = 1000;
  int users = 10000;
};

mock::http::Request TokenRequest() {
  const auto tenant = mock::entra::DefaultDirectory().tenants(0);
  mock::http::Request request;
  request.method = "POST";
  request.path = absl::StrCat("/", tenant.id(), "/oauth2/v2.0/token");
  request.host = "login.microsoftonline.com";
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded");
  request.body =
      absl::StrCat("grant_type=client_credentials&client_id=", tenant.applications(0).app_id(),
                   "&client_secret=", tenant.applications(0).secrets(0).value(),
                   "&scope=https%3A%2F%2Fvault.azure.net%2F.default");
  return request;
}

// Asks for tokens of the default tenant, one after the other, until destroyed.
class Asker {
 public:
  explicit Asker(Fakes* fakes) : thread_([this, fakes] { Ask(*fakes); }) {}
  ~Asker() { Stop(); }

  void Stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
  }

  // After Stop.
  int answered() const { return answered_; }
  bool refused() const { return refused_; }
  absl::Duration longest() const { return longest_; }

 private:
  void Ask(Fakes& fakes) {
    const mock::http::Request request = TokenRequest();
    do {
      const absl::Time start = absl::Now();
      refused_ = refused_ || fakes.Ask(request).response.status != 200;
      longest_ = std::max(longest_, absl::Now() - start);
      ++answered_;
    } while (!stopping_);
  }

  std::atomic<bool> stopping_{false};
  int answered_ = 0;
  bool refused_ = false;
  absl::Duration longest_;
  std::thread thread_;
};

std::string TenantId(int tenant) { return absl::StrCat("t", tenant, ".example"); }

// One tenant's part, with names that begin with `prefix`.
Directory PartOf(const Size& size, int tenant, const std::string& prefix) {
  Directory directory;
  auto& proto = *directory.add_tenants();
  proto.set_id(TenantId(tenant));
  for (int i = 0; i < size.applications / size.tenants; ++i) {
    auto& application = *proto.add_applications();
    application.set_app_id(absl::StrCat(prefix, "-", tenant, "-", i));
    application.add_secrets()->set_value("secret");
  }
  for (int i = 0; i < size.users / size.tenants; ++i) {
    auto& user = *proto.add_users();
    user.set_name(absl::StrCat(prefix, i, "@", proto.id()));
    user.set_password("password");
  }
  return directory;
}

bool Report(const char* what, absl::Time start, const absl::Status& status) {
  std::cout << absl::StreamFormat("%-32s %8.1f ms %s\n", what,
                                  absl::ToDoubleMilliseconds(absl::Now() - start),
                                  status.ok() ? "" : std::string(status.message()));
  return status.ok();
}

bool Load(Fakes& fakes, const Size& size, const char* what, const std::string& prefix) {
  std::vector<Directory> parts;
  for (int t = 0; t < size.tenants; ++t) parts.push_back(PartOf(size, t, prefix));
  const absl::Time start = absl::Now();
  absl::Status status;
  for (Directory& part : parts) status.Update(fakes.MergeDirectory(std::move(part)));
  return Report(what, start, status);
}

bool Run(Fakes& fakes, const Size& size) {
  bool well = Load(fakes, size, "load", "a");
  well = Load(fakes, size, "load as many again", "b") && well;
  Directory one;
  one.add_tenants()->set_id(TenantId(0));
  one.mutable_tenants(0)->add_users()->set_name(absl::StrCat("one@", TenantId(0)));
  const absl::Time merging = absl::Now();
  well = Report("add a user", merging, fakes.MergeDirectory(one)) && well;
  const absl::Time removing = absl::Now();
  return Report("remove a user", removing, fakes.RemoveFromDirectory(one)) && well;
}

int Main(const Size& size) {
  const auto fakes = Fakes::Start(FakesOptions());
  if (!fakes.ok()) {
    std::cerr << fakes.status() << "\n";
    return 1;
  }
  (*fakes)->Ask(TokenRequest());  // Waits for the key.
  Asker asker(fakes->get());
  const bool well = Run(**fakes, size);
  asker.Stop();
  std::cout << absl::StreamFormat("%d tokens meanwhile, the slowest in %.1f ms\n", asker.answered(),
                                  absl::ToDoubleMilliseconds(asker.longest()));
  return well && !asker.refused() && asker.answered() > 0 ? 0 : 1;
}

}  // namespace
}  // namespace azmock

int main(int argc, char** argv) {
  azmock::Size size;
  if (argc == 4) size = {std::atoi(argv[1]), std::atoi(argv[2]), std::atoi(argv[3])};
  return azmock::Main(size);
}
