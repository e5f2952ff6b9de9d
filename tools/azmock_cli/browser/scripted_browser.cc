#include "tools/azmock_cli/browser/scripted_browser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/context.h"
#include "identity/transport/curl_transport.h"
#include "tools/azmock_cli/browser/html_form.h"

namespace azmock {
namespace {

using azure::identity::Context;
using azure::identity::HttpRequest;
using azure::identity::HttpResponse;
using azure::identity::HttpTransport;
using mock::scenario::Person;

constexpr char kFormType[] = "application/x-www-form-urlencoded";
// More pages than any sign-in has.
constexpr int kMostPages = 12;

bool IsClient(absl::string_view url) {
  return absl::StartsWith(url, "http://localhost") || absl::StartsWith(url, "http://127.0.0.1");
}

HttpRequest Get(std::string url) {
  HttpRequest request;
  request.method = "GET";
  request.url = std::move(url);
  request.headers.Set("User-Agent", "azmock");
  return request;
}

HttpRequest Post(std::string url, std::string body) {
  HttpRequest request = Get(std::move(url));
  request.method = "POST";
  request.headers.Set("Content-Type", kFormType);
  request.body = std::move(body);
  return request;
}

// One visit, from the first page to the last.
class Visit {
 public:
  Visit(HttpTransport& to_fakes, HttpTransport& to_client, const Person& person,
        std::string user_code)
      : to_fakes_(to_fakes),
        to_client_(to_client),
        person_(person),
        user_code_(std::move(user_code)) {}

  absl::StatusOr<bool> Run(const std::string& url) {
    HttpRequest request = Get(url);
    for (int page = 0; page < kMostPages; ++page) {
      const auto response = to_fakes_.Send(Context::Background(), request);
      if (!response.ok()) return response.status();
      if (response->status_code == 302) {
        const std::string to(response->headers.Get("Location"));
        if (IsClient(to)) return Send(Get(to));
        request = Get(to);
        continue;
      }
      const auto form = FindForm(response->body);
      if (!form) return false;  // There is nothing left to do.
      if (!form->action.empty()) return Return(form->action, form->hidden);
      auto next = FillIn(*form);
      if (!next) return false;
      request = Post(request.url, EncodeForm(*next));
    }
    return absl::InternalError("the browser: the pages have no end");
  }

 private:
  // What the person types and presses; nullopt if nothing.
  std::optional<FormFields> FillIn(const HtmlForm& form) {
    FormFields fields = form.hidden;
    if (form.HasInput("user_code")) {
      if (std::exchange(entered_code_, true)) return std::nullopt;
      fields.emplace_back("user_code", user_code_);
      fields.emplace_back("button", "next");
      return fields;
    }
    if (form.HasInput("username")) {
      // Whoever typed something wrong gives up.
      const bool cancel = std::exchange(signed_in_, true) || person_.conduct() == Person::CANCEL;
      fields.emplace_back("username", cancel ? "" : person_.username());
      fields.emplace_back("password", cancel ? "" : person_.password());
      fields.emplace_back("button", cancel ? "cancel" : "sign-in");
      return fields;
    }
    const bool declines = person_.conduct() == Person::DECLINE_CONSENT;
    for (const char* button : {"approve", declines ? "decline" : "accept"}) {
      if (!form.HasButton(button)) continue;
      fields.emplace_back("button", button);
      return fields;
    }
    return std::nullopt;
  }

  // Takes Entra's answer to the client, or what the person makes of it.
  absl::StatusOr<bool> Return(const std::string& url, FormFields fields) {
    for (const auto& [name, value] : person_.redirect_form()) {
      const auto field = std::find_if(fields.begin(), fields.end(),
                                      [&n = name](const auto& f) { return f.first == n; });
      if (value.empty()) {
        if (field != fields.end()) fields.erase(field);
      } else if (field != fields.end()) {
        field->second = value;
      } else {
        fields.emplace_back(name, value);
      }
    }
    const std::string encoded = EncodeForm(fields);
    if (person_.redirect_by_get()) return Send(Get(absl::StrCat(url, "?", encoded)));
    return Send(Post(url, person_.redirect_body().empty() ? encoded : person_.redirect_body()));
  }

  absl::StatusOr<bool> Send(HttpRequest request) {
    // The client waits for its connections to end.
    request.headers.Set("Connection", "close");
    const auto answer = to_client_.Send(Context::Background(), request);
    if (!answer.ok()) return answer.status();
    return true;
  }

  HttpTransport& to_fakes_;
  HttpTransport& to_client_;
  const Person& person_;
  const std::string user_code_;
  bool entered_code_ = false;
  bool signed_in_ = false;
};

}  // namespace

Person PersonOf(const mock::scenario::Client& client, int visit) {
  if (client.persons().empty()) {
    Person nobody;
    nobody.set_conduct(Person::NEVER_ACT);
    return nobody;
  }
  return client.persons(std::min(visit, client.persons_size() - 1));
}

ScriptedBrowser::ScriptedBrowser(const std::string& endpoint, std::string ca_pem) {
  azure::identity::CurlTransportOptions options;
  options.max_redirects = -1;
  to_client_ = azure::identity::NewCurlTransport(options);
  options.ca_pem = std::move(ca_pem);
  options.connect_to = {absl::StrCat("::", endpoint)};
  to_fakes_ = azure::identity::NewCurlTransport(std::move(options));
}

absl::StatusOr<bool> ScriptedBrowser::Browse(const Person& person, const std::string& url) const {
  return EnterCode(person, url, "");
}

absl::StatusOr<bool> ScriptedBrowser::EnterCode(const Person& person, const std::string& url,
                                                const std::string& user_code) const {
  if (person.conduct() == Person::NEVER_ACT) return false;
  const std::string& code = person.user_code().empty() ? user_code : person.user_code();
  return Visit(*to_fakes_, *to_client_, person, code).Run(url);
}

}  // namespace azmock
