// What the credentials leave in memory when they, and the tokens that they gave, are gone: no
// copy of any secret, neither in use nor in what was given back to malloc, nor on the stack.
// The transport here keeps nothing; what libcurl and OpenSSL keep is not this library's to say.
#include <openssl/crypto.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/identity.h"
#include "identity/internal/testing/entra_test_bodies.h"
#include "identity/internal/testing/planted_secret.h"
#include "identity/service_client.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::PlantedSecret;

constexpr char kVault[] = "https://vault.azure.net/.default";
constexpr char kArcKey[] = "/var/opt/azcmagent/tokens/a.key";

// An argument that is overwritten once it was passed on.
class Argument {
 public:
  explicit Argument(const PlantedSecret& secret) : text_(secret.Text()) {}
  ~Argument() { OPENSSL_cleanse(text_.data(), text_.size()); }
  Argument(const Argument&) = delete;
  Argument& operator=(const Argument&) = delete;
  operator absl::string_view() const { return text_; }

 private:
  std::string text_;
};

std::string TestName() { return ::testing::UnitTest::GetInstance()->current_test_info()->name(); }

// Answers as the authority and all other hosts do, and keeps nothing of what it is sent.
class Hosts final : public HttpTransport {
 public:
  absl::StatusOr<HttpResponse> Send(const Context&, const HttpRequest& request) override {
    for (PlantedSecret* const secret : {&secret_, &other_secret_, &refresh_token_}) {
      bool came = secret->IsIn(request.body);
      for (const auto& field : request.headers.fields()) came = came || secret->IsIn(field.second);
      if (came) ++sent_[secret];
    }
    HttpResponse response;
    response.status_code = 200;
    response.request_url = request.url;
    if (absl::StrContains(request.url, "/discovery/instance")) {
      response.body = internal::kInstanceDiscoveryBody;
    } else if (absl::StrContains(request.url, "/openid-configuration")) {
      response.body = internal::OpenIdConfigurationBody();
    } else if (absl::StrContains(request.url, "/UserRealm/")) {
      response.body = R"({"account_type":"Managed","domain_name":"d","cloud_audience_urn":"u",)"
                      R"("cloud_instance_name":"n"})";
    } else if (absl::StrContains(request.url, "/devicecode")) {
      response.body = Json(R"({"user_code":"c","verification_uri":"https://v","expires_in":900,)"
                           R"("interval":5,"message":"m")",
                           {{"device_code", &secret_}});
    } else if (absl::StrContains(request.url, "oidctoken")) {
      response.body = Json("{\"a\":1", {{"oidcToken", &other_secret_}});
    } else if (absl::StrContains(request.url, ":40342/") &&
               request.headers.Find("Authorization") == nullptr) {
      response.status_code = 401;
      response.headers.Set("WWW-Authenticate", absl::StrCat("Basic realm=", kArcKey));
    } else {
      // Of members of one name the last one counts.
      std::string body = internal::UserTokenBody();
      body.pop_back();
      response.body = Json(body, {{"access_token", &token_}, {"refresh_token", &refresh_token_}});
    }
    return response;
  }

  // An object that begins with `start`, in a text that never grows.
  static std::string Json(absl::string_view start,
                          const std::vector<std::pair<const char*, const PlantedSecret*>>& more) {
    std::string json;
    json.reserve(4096);
    json.append(start.data(), start.size());
    for (const auto& [name, secret] : more) {
      json.append(",\"").append(name).append("\":\"");
      secret->AppendTo(&json);
      json += '"';
    }
    json += '}';
    return json;
  }

  // The client's, and what else it sends; no test's are another's.
  PlantedSecret secret_{TestName() + "secret"};
  PlantedSecret other_secret_{TestName() + "other secret"};
  // What it gets.
  PlantedSecret token_{TestName() + "token"};
  PlantedSecret refresh_token_{TestName() + "refresh token"};
  std::map<const PlantedSecret*, int> sent_;
};

// Variables and files that have secrets.
class Machine final : public Environment, public FileSystem {
 public:
  std::optional<std::string> Get(absl::string_view name) const override {
    const auto secret = secrets_.find(std::string(name));
    if (secret != secrets_.end()) return secret->second->Text();
    const auto variable = variables_.find(std::string(name));
    if (variable == variables_.end()) return std::nullopt;
    return variable->second;
  }
  std::vector<std::pair<std::string, std::string>> All() const override { return {}; }

  absl::StatusOr<std::string> ReadFile(absl::string_view path, std::int64_t) const override {
    const auto secret = secrets_.find(std::string(path));
    if (secret == secrets_.end()) return absl::NotFoundError(path);
    return secret->second->Text();
  }
  absl::StatusOr<std::int64_t> FileSize(absl::string_view path) const override {
    if (secrets_.count(std::string(path)) == 0) return absl::NotFoundError(path);
    return 128;
  }

  std::map<std::string, std::string> variables_;
  std::map<std::string, const PlantedSecret*> secrets_;
};

class IdentitySecretsTest : public ::testing::Test {
 protected:
  template <typename Options>
  Options With() const {
    Options options;
    options.client.transport = hosts_;
    options.client.logging.logger = std::make_shared<Logger>();
    options.client.seams.environment = machine_;
    options.client.seams.files = machine_;
    options.client.seams.executor = InlineExecutor();
    return options;
  }

  // Gets the token of a credential, which goes then, and sends the `secrets` by that. With a
  // refresh token it gets another.
  template <typename Credential>
  void Use(absl::StatusOr<std::unique_ptr<Credential>> credential,
           const std::vector<const PlantedSecret*>& secrets, bool refreshes = false) {
    ASSERT_THAT(credential, IsOk());
    {
      const auto token = (*credential)->GetToken(Context::Background(), {{kVault}, "", "", false});
      ASSERT_THAT(token, IsOk());
      EXPECT_TRUE(hosts_->token_.Is(token->token()));
      if (refreshes) {
        const auto next =
            (*credential)->GetToken(Context::Background(), {{kVault}, "", R"({"a":1})", false});
        ASSERT_THAT(next, IsOk());
        EXPECT_GT(hosts_->sent_[&hosts_->refresh_token_], 0);
        EXPECT_GT(hosts_->refresh_token_.Copies(), 0);
      }
      EXPECT_GT(hosts_->token_.Copies(), 0);
      for (const PlantedSecret* const secret : secrets) EXPECT_GT(hosts_->sent_[secret], 0);
    }
    credential->reset();
    EXPECT_EQ(hosts_->secret_.Copies(), 0);
    EXPECT_EQ(hosts_->other_secret_.Copies(), 0);
    EXPECT_EQ(hosts_->token_.Copies(), 0);
    EXPECT_EQ(hosts_->refresh_token_.Copies(), 0);
  }

  const std::shared_ptr<Hosts> hosts_ = std::make_shared<Hosts>();
  const std::shared_ptr<Machine> machine_ = std::make_shared<Machine>();
  const PlantedSecret& secret_ = hosts_->secret_;
  const PlantedSecret& other_secret_ = hosts_->other_secret_;
};

TEST_F(IdentitySecretsTest, AreFoundWhereTheyAre) {
  {
    const Argument live(secret_);
    EXPECT_EQ(secret_.Copies(), 1);
  }
  EXPECT_EQ(secret_.Copies(), 0);
  (void)secret_.Text();
  EXPECT_EQ(secret_.Copies(), 1) << "in memory that was given back";
}

TEST_F(IdentitySecretsTest, OfAClientSecret) {
  auto credential = ClientSecretCredential::Create("t", "c", Argument(secret_),
                                                   With<ClientSecretCredentialOptions>());
  Use(std::move(credential), {&secret_});
}

TEST_F(IdentitySecretsTest, OfAnAssertion) {
  Use(ClientAssertionCredential::Create(
          "t", "c", [this](const Context&) { return secret_.Text(); },
          With<ClientAssertionCredentialOptions>()),
      {&secret_});
}

TEST_F(IdentitySecretsTest, OfAFederatedTokenFile) {
  machine_->secrets_["/token"] = &secret_;
  auto options = With<WorkloadIdentityCredentialOptions>();
  options.tenant_id = "t";
  options.client_id = "c";
  options.token_file_path = "/token";
  Use(WorkloadIdentityCredential::Create(std::move(options)), {&secret_});
}

TEST_F(IdentitySecretsTest, OfAPipeline) {
  machine_->variables_["SYSTEM_OIDCREQUESTURI"] = "https://dev.azure.com/oidctoken";
  auto credential = AzurePipelinesCredential::Create("t", "c", "connection", Argument(secret_),
                                                     With<AzurePipelinesCredentialOptions>());
  Use(std::move(credential), {&secret_, &other_secret_});
}

TEST_F(IdentitySecretsTest, OnBehalfOfAUser) {
  auto credential = OnBehalfOfCredential::CreateWithSecret(
      "t", "c", Argument(other_secret_), Argument(secret_), With<OnBehalfOfCredentialOptions>());
  Use(std::move(credential), {&secret_, &other_secret_}, /*refreshes=*/true);
}

TEST_F(IdentitySecretsTest, OfAPassword) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  auto credential = UsernamePasswordCredential::Create("t", "c", "ada", Argument(secret_),
                                                       With<UsernamePasswordCredentialOptions>());
#pragma GCC diagnostic pop
  Use(std::move(credential), {&secret_}, /*refreshes=*/true);
}

TEST_F(IdentitySecretsTest, OfADeviceCode) {
  auto options = With<DeviceCodeCredentialOptions>();
  options.user_prompt = [](const Context&, const DeviceCodeMessage&) { return absl::OkStatus(); };
  Use(DeviceCodeCredential::Create(std::move(options)), {&secret_}, /*refreshes=*/true);
}

TEST_F(IdentitySecretsTest, OfTheEnvironment) {
  machine_->variables_ = {{"AZURE_TENANT_ID", "t"}, {"AZURE_CLIENT_ID", "c"}};
  machine_->secrets_["AZURE_CLIENT_SECRET"] = &secret_;
  Use(EnvironmentCredential::Create(With<EnvironmentCredentialOptions>()), {&secret_});
  machine_->secrets_.clear();
  machine_->variables_["AZURE_USERNAME"] = "ada";
  machine_->secrets_["AZURE_PASSWORD"] = &secret_;
  Use(EnvironmentCredential::Create(With<EnvironmentCredentialOptions>()), {&secret_});
}

TEST_F(IdentitySecretsTest, OfManagedIdentityHosts) {
  const std::map<std::string, std::string> hosts[] = {
      {{"IDENTITY_ENDPOINT", "http://localhost/app"}, {"secret", "IDENTITY_HEADER"}},
      {{"MSI_ENDPOINT", "http://localhost/ml"}, {"secret", "MSI_SECRET"}},
      {{"IDENTITY_ENDPOINT", "https://localhost/sf"},
       {"IDENTITY_SERVER_THUMBPRINT", std::string(40, 'a')},
       {"secret", "IDENTITY_HEADER"}},
      {{"IDENTITY_ENDPOINT", "http://localhost:40342/arc"},
       {"IMDS_ENDPOINT", "http://localhost"},
       {"secret", kArcKey}}};
  for (const auto& host : hosts) {
    SCOPED_TRACE(host.begin()->second);
    machine_->variables_ = host;
    machine_->secrets_ = {{host.at("secret"), &secret_}};
    hosts_->sent_.clear();
    Use(ManagedIdentityCredential::Create(With<ManagedIdentityCredentialOptions>()), {&secret_});
  }
}

TEST_F(IdentitySecretsTest, OfServiceClients) {
  {
    std::shared_ptr<TokenCredential> credential = *ClientSecretCredential::Create(
        "t", "c", Argument(secret_), With<ClientSecretCredentialOptions>());
    const auto client =
        *ServiceClient::Create(std::move(credential), {kVault}, With<ServiceClientOptions>());
    EXPECT_THAT(client->Send(Context::Background(), {"GET", "https://v.vault.azure.net/", {}, ""}),
                IsOk());
  }
  EXPECT_EQ(secret_.Copies(), 0);
  EXPECT_EQ(hosts_->token_.Copies(), 0);
}

TEST_F(IdentitySecretsTest, OfDeveloperTools) {
  class Tool final : public ProcessRunner {
   public:
    explicit Tool(const PlantedSecret* token) : token_(token) {}
    absl::StatusOr<ProcessResult> Run(const Context&, const ProcessRequest&) override {
      ProcessResult result;
      result.out = Hosts::Json(R"({"expires_on":9999999999)", {{"accessToken", token_}});
      return result;
    }

   private:
    const PlantedSecret* const token_;
  };
  auto options = With<AzureCLICredentialOptions>();
  options.client.seams.processes = std::make_shared<Tool>(&hosts_->token_);
  Use(AzureCLICredential::Create(std::move(options)), {});
}

void Overwrite(std::string* text) { OPENSSL_cleanse(text->data(), text->size()); }

std::string ReadTestFile(const std::string& name) {
  std::ifstream file;
  file.rdbuf()->pubsetbuf(nullptr, 0);  // a buffer would be one more copy
  file.open("identity/testdata/certificates/" + name, std::ios::binary);
  std::string data(16384, '\0');
  file.read(data.data(), static_cast<std::streamsize>(data.size()));
  data.resize(static_cast<std::size_t>(file.gcount()));
  return data;
}

// Some bytes of the key that all files of the test have, in each form that they take.
struct KeyForms {
  KeyForms() {
    std::string pem = ReadTestFile("key_pkcs8.pem");
    std::string base64;
    base64.reserve(pem.size());
    const std::size_t end = pem.rfind("-----END");
    for (std::size_t at = pem.find('\n'); at < end; ++at) {
      if (pem[at] != '\n') base64 += pem[at];
    }
    std::string der(base64.size(), '\0');
    absl::Base64Unescape(base64, &der);
    text = PlantedSecret::Take(pem.substr(pem.find('\n') + 1 + 10 * 65, 64));
    joined_text = PlantedSecret::Take(base64.substr(10 * 64, 128));
    std::string prime = der.substr(604, 80);
    bytes = PlantedSecret::Take({prime.begin(), prime.end()});
    number = PlantedSecret::Take({prime.rbegin(), prime.rend()});
    for (std::string* const copy : {&pem, &base64, &der, &prime}) Overwrite(copy);
  }

  PlantedSecret text{"text"};                // a line of PEM
  PlantedSecret joined_text{"joined text"};  // two lines, without what parts them
  PlantedSecret bytes{"bytes"};              // of a prime, in DER
  PlantedSecret number{"number"};            // as OpenSSL calculates with it
};

TEST_F(IdentitySecretsTest, OfACertificatesKey) {
  const KeyForms forms;
  for (const char* name : {"key_pkcs8.pem", "key_pkcs1.pem", "key_encrypted_aes.pem",
                           "key_traditional_aes.pem", "modern.pfx", "legacy.pfx"}) {
    SCOPED_TRACE(name);
    std::string data = ReadTestFile(name);
    if (absl::EndsWith(name, ".pem")) {
      std::string both = ReadTestFile("leaf.pem");
      both.reserve(both.size() + data.size());
      both += data;
      Overwrite(&data);
      data = std::move(both);
    }
    auto parsed = ParseCertificates(data, "correct horse");
    Overwrite(&data);
    ASSERT_THAT(parsed, IsOk());
    auto credential = ClientCertificateCredential::Create(
        "t", "c", parsed->certificates, parsed->key, With<ClientCertificateCredentialOptions>());
    parsed = absl::UnknownError("");
    EXPECT_GT(forms.number.Copies(), 0);
    Use(std::move(credential), {});
    EXPECT_EQ(forms.text.Copies(), 0);
    EXPECT_EQ(forms.joined_text.Copies(), 0);
    EXPECT_EQ(forms.number.Copies(), 0);
    // OpenSSL's EVP_PKCS82PKEY() leaves a copy in memory that it gave back, which others may
    // have used since.
    EXPECT_LE(forms.bytes.Copies(), 1);
  }
}

}  // namespace
}  // namespace azure::identity
