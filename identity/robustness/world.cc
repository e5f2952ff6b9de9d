#include "identity/robustness/world.h"

#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/testing/entra_test_bodies.h"
#include "identity/internal/text/url.h"
#include "identity/testing/fake_browser.h"
#include "identity/testing/fake_random.h"

namespace azure::identity {
namespace {

using internal::OpenIdConfigurationBody;
using internal::UserTokenBody;

// What credentials listen at while a user is away, as many of them as there are.
class Listeners final : public RedirectListeners {
 public:
  absl::StatusOr<std::unique_ptr<RedirectListener>> Listen(int, Answer answer) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const int port = ++last_port_;
    answers_[port] = std::move(answer);
    return std::make_unique<Listener>(this, port);
  }
  void Post(int port, const std::string& form) {
    Answer answer;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      answer = answers_[port];
    }
    if (answer) answer({"POST", "/", "localhost", /*is_form=*/true, form});
  }

 private:
  class Listener final : public RedirectListener {
   public:
    Listener(Listeners* owner, int port) : owner_(owner), port_(port) {}
    ~Listener() override {
      const std::lock_guard<std::mutex> lock(owner_->mutex_);
      owner_->answers_.erase(port_);
    }
    int port() const override { return port_; }

   private:
    Listeners* const owner_;
    const int port_;
  };

  std::mutex mutex_;
  int last_port_ = 50000;
  std::map<int, Answer> answers_;
};

// A user who signs in at once.
absl::Status SignIn(Listeners& listeners, const std::string& page) {
  const auto query = internal::ParseForm(internal::ParseUrl(page).value().query).value();
  const auto redirect = internal::ParseUrl(query.at("redirect_uri")).value();
  listeners.Post(std::stoi(redirect.Port()),
                 absl::StrCat("code=", kCanary, "code&state=", query.at("state")));
  return absl::OkStatus();
}

class SilentConsole final : public Console {
 public:
  void PrintLine(absl::string_view) override {}
};

HttpResponse Ok(std::string body) {
  HttpResponse response;
  response.status_code = 200;
  response.reason = "OK";
  response.body = std::move(body);
  return response;
}

}  // namespace

class World::Transport final : public HttpTransport {
 public:
  explicit Transport(World* world) : world_(world) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override {
    if (absl::Status ended = world_->clock->Err(ctx); !ended.ok()) return ended;
    const Fault* const fault = world_->Step();
    if (absl::Status ended = world_->clock->Err(ctx); !ended.ok()) return ended;
    absl::StatusOr<HttpResponse> response =
        fault == nullptr ? world_->Answer(request) : fault->answer(ctx, *world_->clock);
    if (response.ok()) {
      response->request_method = request.method;
      response->request_url = request.url;
    }
    return response;
  }

 private:
  World* const world_;
};

class World::Programs final : public ProcessRunner {
 public:
  explicit Programs(World* world) : world_(world) {}

  absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) override {
    if (absl::Status ended = world_->clock->Err(ctx); !ended.ok()) return ended;
    const Fault* const fault = world_->Step();
    if (absl::Status ended = world_->clock->Err(ctx); !ended.ok()) return ended;
    if (fault != nullptr) return fault->run(ctx, *world_->clock);
    ++world_->tokens_asked_for_;
    ProcessResult result;
    const std::string command = absl::StrCat(request.argv.front(), " ", request.argv.back());
    const std::string token = absl::StrCat("\"", kCanary, "token\"");
    const std::int64_t end = absl::ToUnixSeconds(world_->clock->Now() + absl::Hours(1));
    if (absl::StrContains(command, "az account")) {
      result.out = absl::StrCat("{\"accessToken\":", token, ",\"expires_on\":", end, "}");
    } else if (absl::StrContains(command, "azd auth")) {
      result.out = absl::StrCat(
          "{\"token\":", token, ",\"expiresOn\":\"",
          absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(end), absl::UTCTimeZone()),
          "\"}");
    } else {
      result.out = absl::StrCat("{\"Token\":", token, ",\"ExpiresOn\":", end, "}");
    }
    return result;
  }

 private:
  World* const world_;
};

World::World() {
  files->Write("/federated", absl::StrCat(kCanary, "assertion"));
  files->Write("/var/opt/azcmagent/tokens/k.key", absl::StrCat(kCanary, "key"));
}

ClientOptions World::Options() {
  ClientOptions options;
  options.transport = std::make_shared<Transport>(this);
  options.logging.logger = std::make_shared<Logger>();
  Seams& seams = options.seams;
  seams.clock = clock;
  seams.environment = environment;
  seams.files = files;
  seams.processes = std::make_shared<Programs>(this);
  seams.random = std::make_shared<FakeRandom>();
  seams.console = std::make_shared<SilentConsole>();
  seams.executor = InlineExecutor();
  const auto listeners = std::make_shared<Listeners>();
  seams.redirect_listeners = listeners;
  seams.browser = std::make_shared<FakeBrowser>(
      [listeners](const Context&, const std::string& page) { return SignIn(*listeners, page); });
  return options;
}

void World::At(int step, Happens happens) {
  const std::lock_guard<std::mutex> lock(mutex_);
  faulty_step_ = step;
  happens_ = std::move(happens);
}

const Fault* World::Step() {
  const int step = steps_++;
  Happens happens;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (step != faulty_step_) return nullptr;
    happens = happens_;
  }
  return happens();
}

HttpResponse World::Answer(const HttpRequest& request) {
  const auto is = [&](const char* part) { return absl::StrContains(request.url, part); };
  if (is("/common/discovery/instance")) return Ok(internal::kInstanceDiscoveryBody);
  if (is("/.well-known/openid-configuration")) return Ok(OpenIdConfigurationBody());
  if (is("/UserRealm/")) {
    return Ok(R"({"ver":"1.0","account_type":"Managed","domain_name":"contoso.example",)"
              R"("cloud_instance_name":"microsoftonline.com","cloud_audience_urn":"urn:x"})");
  }
  if (is("/devicecode")) {
    return Ok(absl::StrCat(R"({"user_code":"ABC","device_code":")", kCanary,
                           R"(device","verification_uri":"https://v","expires_in":900,)",
                           R"("interval":5,"message":"Open https://v and enter ABC."})"));
  }
  if (is("/oidctoken")) return Ok(absl::StrCat(R"({"oidcToken":")", kCanary, R"(oidc"})"));
  // The probe of a default chain asks whether the metadata service is there, without this field.
  const bool is_probe = is("169.254.169.254") && request.headers.Find("Metadata") == nullptr;
  if (!is_probe) ++tokens_asked_for_;
  if (is("/oauth2/v2.0/token")) return Ok(UserTokenBody(absl::StrCat(kCanary, "token")));
  // A host of managed identities; Azure Arc wants to see a file's content first.
  if (is("40342") && request.headers.Find("Authorization") == nullptr) {
    --tokens_asked_for_;
    HttpResponse challenge;
    challenge.status_code = 401;
    challenge.headers.Set("Www-Authenticate", "Basic realm=/var/opt/azcmagent/tokens/k.key");
    return challenge;
  }
  return Ok(absl::StrCat(R"({"access_token":")", kCanary, R"(token","token_type":"Bearer",)",
                         R"("resource":"https://vault.azure.net","expires_in":"3600",)",
                         R"("expires_on":")", absl::ToUnixSeconds(clock->Now() + absl::Hours(1)),
                         "\"}"));
}

}  // namespace azure::identity
