// What is left in memory of the secrets in requests and responses.
#include <string>

#include "gtest/gtest.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/testing/planted_secret.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {
namespace {

using internal::PlantedSecret;

TEST(HttpTransportSecretsTest, HeadersOverwriteValuesWhenTheyGo) {
  const PlantedSecret secret("field");
  {
    HttpHeaders headers;
    std::string text = secret.Text();
    headers.Set("Secret", text);
    internal::Cleanse(text);
    for (int i = 0; i < 100; ++i) headers.Add("Other", "v");  // it moves
    EXPECT_EQ(secret.Copies(), 1);
    const HttpHeaders copy = headers;
    EXPECT_EQ(secret.Copies(), 2);
    headers.Set("Secret", "other");
    EXPECT_EQ(secret.Copies(), 1);
  }
  EXPECT_EQ(secret.Copies(), 0);
}

TEST(HttpTransportSecretsTest, ABodyIsOverwrittenWhenItGoes) {
  const PlantedSecret secret("body");
  {
    const HttpRequest request{"POST", "https://h/", {}, secret.Text()};
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): the copy is what is tested.
    const HttpRequest copy = request;
    EXPECT_EQ(secret.Copies(), 2);
    HttpRequest moved = HttpRequest(request);
    EXPECT_EQ(secret.Copies(), 3);
    moved = HttpRequest();
    EXPECT_EQ(secret.Copies(), 2);
    moved = copy;
    moved.body = "other";
    EXPECT_EQ(secret.Copies(), 2);
    HttpResponse response;
    response.body = secret.Text();
    EXPECT_EQ(secret.Copies(), 3);
  }
  EXPECT_EQ(secret.Copies(), 0);
}

}  // namespace
}  // namespace azure::identity
