#include "identity/message_check/message_check.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string& Rule() {
  static const auto& rule = *new std::string(80, '-');
  return rule;
}

std::string Response() {
  return absl::StrCat(
      "ClientSecretCredential authentication failed. \n"
      "POST https://login.microsoftonline.com/t/oauth2/v2.0/token\n",
      Rule(), "\nRESPONSE 401: 401 Unauthorized\n", Rule(),
      R"(
{
  "error": "invalid_client",
  "error_description": "AADSTS7000215: Invalid secret.\r\nTrace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100\r\nCorrelation ID: 7b12f9bb-2eef-42e3-ad75-eee69ec9088d\r\nTimestamp: 2022-03-02 18:25:26Z",
  "error_codes": [
    7000215
  ],
  "timestamp": "2022-03-02 18:25:26Z",
  "trace_id": "03da4b8e-5ffe-48ca-9754-aff4276f0100",
  "correlation_id": "7b12f9bb-2eef-42e3-ad75-eee69ec9088d"
}
)",
      Rule(),
      "\nTo troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret");
}

std::string NoAnchor() {
  return absl::StrCat("OnBehalfOfCredential authentication failed. \nGET https://host/path\n",
                      Rule(), "\nRESPONSE 503: 503 Service Unavailable\n", Rule(),
                      "\nResponse contained no body\n", Rule());
}

std::string Guide() {
  return absl::StrCat("ClientSecretCredential authentication failed\nPOST https://host/token\n",
                      Rule(), "\nRESPONSE 401 Unauthorized\n", Rule(), "\n<html>\r\n</html> \n",
                      Rule());
}

std::string Service() {
  return absl::StrCat("GET https://vault/secrets/x\n", Rule(),
                      "\nRESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden\n", Rule(),
                      "\n{\n  \"a\": 1\n}\n", Rule(), "\n");
}

std::string Message() {
  return "AzureCLICredential: exit status 3. To troubleshoot, visit "
         "https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli";
}

std::string Chain() {
  return absl::StrCat(
      "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n"
      "\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID\n"
      "\tManagedIdentityCredential authentication failed. \n"
      "\t\tGET http://169.254.169.254/metadata\n\t\t",
      Rule(), "\n\t\tRESPONSE 500: 500 Internal Server Error\n\t\t", Rule(),
      "\n\t\t{\n\t\t  \"a\": 1\n\t\t}\n\t\t", Rule(),
      "\n\t\tTo troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id");
}

std::string Browser() {
  return "InteractiveBrowserCredential: AADSTS65004: User declined. Trace ID: "
         "03da4b8e-5ffe-48ca-9754-aff4276f0100 Correlation ID: "
         "7b12f9bb-2eef-42e3-ad75-eee69ec9088d Timestamp: 2022-03-02 18:25:26Z";
}

TEST(MessageCheckTest, WellFormed) {
  for (const std::string& text :
       {Response(), NoAnchor(), Service(), Message(), Chain(), Browser(), Response() + "\n",
        Service() + "\n", Chain() + "\n",
        std::string("ClientSecretCredential.GetToken() requires at least one scope"),
        std::string("AzureCLICredential: executable not found on path"),
        std::string("ChainedTokenCredential: failed to acquire a token.\nAttempted "
                    "credentials:\n\tthe vault is sealed"),
        std::string("missing environment variable AZURE_TENANT_ID")}) {
    for (const MessageViolation& each : CheckMessage(text)) {
      ADD_FAILURE() << each.line << ":" << each.column << ": " << each.rule << ": " << each.message
                    << "\n"
                    << text;
    }
  }
  EXPECT_THAT(CheckMessage(Guide(), ErrorLayout::kGuide), IsEmpty());
}

// A good text in which `find` is replaced, and where that is found.
struct Broken {
  std::string (*text)();
  std::string find;
  std::string replacement;
  std::string expected;  // "rule line:column"
};

std::vector<std::string> Found(const std::string& text, ErrorLayout layout) {
  std::vector<std::string> found;
  for (const MessageViolation& each : CheckMessage(text, layout)) {
    found.push_back(absl::StrCat(each.rule, " ", each.line, ":", each.column));
  }
  return found;
}

void ExpectEach(const std::vector<Broken>& all, ErrorLayout layout = ErrorLayout::kAzidentity) {
  for (const Broken& broken : all) {
    std::string text = broken.text();
    const std::size_t at = text.find(broken.find);
    ASSERT_NE(at, std::string::npos) << broken.find;
    text.replace(at, broken.find.size(), broken.replacement);
    EXPECT_THAT(Found(text, layout), ElementsAre(broken.expected))
        << broken.find << " -> " << broken.replacement;
  }
}

TEST(MessageCheckTest, Names) {
  ExpectEach({
      {Response, "ClientSecret", "ClientSecrets", "credential-name 1:1"},
      {Response, "ClientSecretCredential a", "a", "credential-name 1:1"},
      {Message, "AzureCLI", "AzureCli", "credential-name 1:1"},
      {Message, "AzureCLICredential: ", "", "credential-name 1:1"},
      {Browser, "Interactive", "interactive", "credential-name 1:1"},
      {Chain, "EnvironmentC", "EnvC", "credential-name 3:2"},
      {NoAnchor, "OnBehalfOfCredential", "OnBehalfOf", "credential-name 1:1"},
      {NoAnchor, "failed. ", "failed.", "header 1:43"},
      {NoAnchor, "failed. ", "failed", "header 1:43"},
      {NoAnchor, "failed. ", "failed: x", "header 1:43"},
      {NoAnchor, " authentication failed. ", ": x", "header 1:21"},
      {NoAnchor, " authentication failed. ", " has failed.", "header 1:21"},
      {Message, ": exit", ":exit", "header 1:20"},
      {Message, ": exit", " exit", "header 1:19"},
  });
}

TEST(MessageCheckTest, Requests) {
  ExpectEach({
      {Response, "POST https", "post https", "request-line 2:1"},
      {Response, "POST https", "https", "request-line 2:1"},
      {Response, "https://login", "login", "request-line 2:1"},
      {NoAnchor, "GET https://host/path\n", "", "request-line 2:1"},
      {Service, "https:", "ftp:", "request-line 1:1"},
      {Response, "v2.0/token", "v2.0/token?a=b", "request-url 2:59"},
      {Response, "v2.0/token", "v2.0/token#a", "request-url 2:59"},
      {NoAnchor, "host/path", "user@host/path", "request-url 2:13"},
      {Service, "secrets/x", "secrets/x?api-version=7", "request-url 1:28"},
      {Chain, "/metadata", "/metadata?a", "request-url 5:38"},
  });
}

TEST(MessageCheckTest, RulesOfDashes) {
  ExpectEach({
      {Response, "--\nRESPONSE", "-\nRESPONSE", "rule-line 3:80"},
      {Response, "-\nRESPONSE", "--\nRESPONSE", "rule-line 3:81"},
      {Response, "--\n{", "-\n{", "rule-line 5:80"},
      {Response, "--\nTo", "-\nTo", "rule-line 16:80"},
      {NoAnchor, Rule() + "\nRESPONSE", "RESPONSE", "rule-line 3:1"},
      {NoAnchor, Rule() + "\nResponse", "Response", "rule-line 5:1"},
      {NoAnchor, "no body\n" + Rule(), "no body", "rule-line 6:1"},
      {Chain, "--\n\t\tRESPONSE", "-\n\t\tRESPONSE", "rule-line 6:82"},
  });
}

TEST(MessageCheckTest, Statuses) {
  ExpectEach({
      {NoAnchor, "RESPONSE 503", "Response 503", "status-line 7:1"},
      {NoAnchor, "503: 503", "503", "status-line 4:13"},
      {NoAnchor, "503: 503", "5x3: 503", "status-line 4:10"},
      {NoAnchor, "503: 503 S", "503: 503S", "status-line 4:18"},
      {NoAnchor, "503: 503", "503: 502", "status-reason 4:15"},
      {NoAnchor, "503: 503", "502: 503", "status-reason 4:15"},
      {NoAnchor, "503 Service Unavailable", "503 Bad Gateway", "status-reason 4:19"},
      {NoAnchor, "Unavailable", "unavailable", "status-reason 4:19"},
      {Response, "401 Unauthorized", "401 Unauthorised", "status-reason 4:19"},
      {Service, "403 Forbidden", "402 Forbidden", "status-reason 3:15"},
      {Chain, "500 Internal", "500 External", "status-reason 7:21"},
      {Service, "ERROR CODE: ", "ERRORCODE: ", "error-code-line 4:1"},
      {Service, "ERROR CODE: Forbidden", "ERROR CODE", "error-code-line 4:1"},
      {Service, "ERROR CODE: Forbidden\n", "", "error-code-line 4:1"},
  });
}

TEST(MessageCheckTest, Bodies) {
  ExpectEach({
      {NoAnchor, "Response contained no body\n", "", "body-missing 6:1"},
      {Response, "  \"error\"", " \"error\"", "json-indent 7:2"},
      {Response, "  \"error\"", "   \"error\"", "json-indent 7:3"},
      {Response, "\"error\": ", "\"error\":", "json-indent 7:11"},
      {Response, "[\n    7000215\n  ]", "[7000215]", "json-indent 9:19"},
      {Service, "{\n  \"a\": 1\n}", "{\"a\": 1}", "json-indent 6:2"},
      {Chain, "\"a\": 1", "\"a\" : 1", "json-indent 10:8"},
      {Response, "Invalid secret.", "Invalid\nsecret.", "json-body 6:1"},
      {Service, "\"a\": 1", "\"a\": ", "json-body 6:1"},
  });
}

TEST(MessageCheckTest, EntraId) {
  ExpectEach({
      {Response, "\\r\\nTrace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100", "", "entra-ids 8:25"},
      {Response, "Correlation ID: 7b12", "Correlation: 7b12", "entra-ids 8:25"},
      {Response, "\\r\\nTimestamp: 2022-03-02 18:25:26Z", "", "entra-ids 8:25"},
      {Response, "  \"trace_id\"", "  \"trace\"", "entra-ids 6:1"},
      {Response, "  \"correlation_id\"", "  \"correlation\"", "entra-ids 6:1"},
      {Response, "  \"timestamp\"", "  \"time\"", "entra-ids 6:1"},
      {Response, "\"trace_id\": \"03", "\"trace_id\": \"04", "entra-ids-differ 13:15"},
      {Response, "\"correlation_id\": \"7b", "\"correlation_id\": \"7c", "entra-ids-differ 14:21"},
      {Response, "\"timestamp\": \"2022", "\"timestamp\": \"2023", "entra-ids-differ 12:16"},
      {Response, "    7000215", "    7000222", "entra-error-codes 9:3"},
      {Response, "error_codes", "error_code", "entra-error-codes 6:1"},
      {Response, "AADSTS7000215", "AADSTS7000222", "entra-error-codes 9:3"},
      {Browser, "Trace ID: ", "Trace: ", "entra-ids 1:31"},
      {Browser, "Correlation ID: ", "", "entra-ids 1:31"},
      {Browser, "Timestamp: 2022", "Timestamp: 22", "entra-ids 1:159"},
  });
}

TEST(MessageCheckTest, TheCodeThatIsLackingIsNamed) {
  std::string text = Response();
  text.replace(text.find("    7000215"), 11, "    7000222");
  const std::vector<MessageViolation> found = CheckMessage(text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message, "\"error_codes\" lacks 7000215, which the description names");
}

TEST(MessageCheckTest, Links) {
  ExpectEach({
      {Response,
       "\nTo troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret", "",
       "link-missing 16:1"},
      {Message, ". To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli",
       "", "link-missing 1:34"},
      {Response, "#client-secret", "#client-cert", "link-anchor 17:70"},
      {Message, "#azure-cli", "#azd", "link-anchor 1:105"},
      {Chain, "#managed-id", "#dac", "link-anchor 13:72"},
      {Response, "#client-secret", "#client-secret.", "link-form 17:83"},
      {Message, "#azure-cli", "#azure-cli.", "link-form 1:114"},
      {Message, "3. To", "3 To", "link-form 1:35"},
      {Response, "aka.ms", "aka.example", "link-form 17:1"},
      {Response, "ClientSecretC", "ClientAssertionC", "link-unexpected 17:1"},
      {Message, "AzureCLIC", "DeviceCodeC", "link-unexpected 1:38"},
      {Response, "#client-secret", "#client-secret\nmore", "after-end 18:1"},
      {NoAnchor, "no body\n" + Rule(), "no body\n" + Rule() + "\nmore", "after-end 8:1"},
      {Message, "#azure-cli", "#azure-cli\n\n", "final-newline 2:1"},
  });
}

TEST(MessageCheckTest, Chains) {
  ExpectEach({
      {Chain, "failed to acquire a token.", "no token.", "chain-header 1:24"},
      {Chain, "Attempted c", "Tried c", "chain-header 2:1"},
      {Chain, "\tEnv", "Env", "chain-indent 3:1"},
      {Chain, "\tEnvironment", "\t\tEnvironment", "chain-indent 3:1"},
  });
  EXPECT_THAT(Found("DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:",
                    ErrorLayout::kAzidentity),
              ElementsAre("chain-causes 2:1"));
}

TEST(MessageCheckTest, Secrets) {
  ExpectEach({
      {Message, "exit status 3", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln", "secret-jwt 1:21"},
      {Response, "Invalid secret.", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "secret-jwt 8:40"},
      {Message, "exit", "a client_secret=abc", "secret-client-secret 1:37"},
      {Response, "\"error\": \"invalid_client\"", "\"error\": \"x\",\n  \"client_secret\": \"abc\"",
       "secret-client-secret 8:21"},
      {Message, "exit", "https://x/y?sv=1&sig=abc", "secret-sas 1:42"},
      {Message, "exit", "AccountKey=abc", "secret-sas 1:32"},
      {Message, "exit", "Authorization: Bearer abc", "secret-authorization 1:36"},
      {Message, "exit", "authorization: Basic abc", "secret-authorization 1:36"},
      {Message, "exit", "https://u:pw@host/", "secret-password 1:31"},
      {Message, "exit", "password=pw", "secret-password 1:30"},
      {Message, "exit", "refresh_token=abc", "secret-refresh-token 1:35"},
      {Message, "exit", "0.A" + std::string(100, 'b'), "secret-refresh-token 1:21"},
      {Message, "exit", R"({"access_token":"abc"})", "secret-token 1:38"},
      {Message, "exit", R"({\"id_token\": \"abc\"})", "secret-token 1:38"},
      {Message, "exit", "client_assertion=abc", "secret-token 1:38"},
  });
  // No JSON Web Token is shorter than twenty characters.
  const auto word = [](const std::string& text) {
    return CheckMessage(absl::StrCat("DeviceCodeCredential: ", text));
  };
  EXPECT_EQ(word("eyJhbGciOiJu.eyJ9.ab").size(), 1u);
  EXPECT_THAT(word("eyJhbGciOiJu.eyJ9.a"), IsEmpty());
  for (const std::string masked : {"Authorization: Bearer REDACTED", "client_secret=REDACTED",
                                   "https://u:xxxxx@host", "password: wrong", "assertion="}) {
    EXPECT_THAT(CheckMessage(absl::StrCat("DeviceCodeCredential: ", masked)), IsEmpty()) << masked;
  }
}

TEST(MessageCheckTest, Characters) {
  ExpectEach({
      {Message, "exit", "ex\xffit", "utf-8 1:23"},
      {Browser, "declined", "d\xc3", "utf-8 1:50"},
      {Message, "exit", "\x1b[1mexit", "control-character 1:21"},
      {Message, "exit", std::string("\0", 1), "control-character 1:21"},
      {Response, "Unauthorized\n", "Unauthorized\r\n", "carriage-return 4:31"},
      {Message, "exit ", "exit\r\n", "carriage-return 1:25"},
      {Response, "token\n", "token \n", "trailing-blank 2:59"},
      {Response, "#client-secret", "#client-secret ", "trailing-blank 17:83"},
      {Response, "--\nRESPONSE", "-- \nRESPONSE", "trailing-blank 3:81"},
      {Chain, "TENANT_ID\n", "TENANT_ID \n", "trailing-blank 3:69"},
  });
}

TEST(MessageCheckTest, TheGuidesLayout) {
  ExpectEach(
      {
          {Guide, "failed", "failed. ", "header 1:45"},
          {Guide, "401 U", "401: 401 U", "status-line 4:13"},
          {Guide, "401 Unauthorized", "402 Unauthorized", "status-reason 4:14"},
      },
      ErrorLayout::kGuide);
}

TEST(MessageCheckTest, EveryRuleHasOneIdAndASentence) {
  std::set<absl::string_view> ids;
  for (const MessageRule& rule : MessageRules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_EQ(rule.says.back(), '.');
  }
}

}  // namespace
}  // namespace azure::identity
