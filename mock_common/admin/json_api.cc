#include "mock_common/admin/json_api.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "mock_common/admin/event_stream.h"
#include "mock_common/admin/json_message.h"
#include "mock_common/admin/json_response.h"
#include "mock_common/text/nearest.h"

namespace mock::admin {
namespace {

using google::protobuf::Message;

constexpr absl::string_view kRoot = "/_mock";
constexpr absl::string_view kCalls = "/v1/";

http::Response MethodNotAllowed(const Call& call) {
  http::Response response = ErrorResponse(absl::InvalidArgumentError(absl::StrCat(
      call.name, call.changes ? " changes something: ask with POST" : ": ask with GET or POST")));
  response.status = 405;
  response.headers.Add("Allow", call.changes ? "POST" : "GET, POST");
  return response;
}

http::Response ListOf(const std::vector<Call>& calls) {
  http::Response response;
  response.headers.Add("Content-Type", "text/plain; charset=utf-8");
  for (const Call& call : calls) {
    absl::StrAppend(&response.body,
                    absl::StrFormat("%-8s /_mock/v1/%-19s %s\n", call.changes ? "POST" : "GET POST",
                                    call.name, call.does));
  }
  return response;
}

absl::Status UnknownCall(const std::vector<Call>& calls, absl::string_view name) {
  std::vector<std::string> names;
  for (const Call& call : calls) names.emplace_back(call.name);
  return absl::NotFoundError(absl::StrCat("unknown call \"", name, "\"; did you mean ",
                                          scenario::Nearest(name, std::move(names), 1).front(),
                                          "? GET /_mock/ lists all"));
}

http::Response ResponseOf(const absl::Status& status, const Message& response) {
  if (!status.ok()) return ErrorResponse(status);
  auto json = ToJson(response);
  return json.ok() ? JsonResponse(200, *std::move(json)) : ErrorResponse(json.status());
}

// A call that may end later: what it works on, and then itself.
struct Running {
  std::unique_ptr<Message> request;
  std::unique_ptr<Message> response;
  std::shared_ptr<void> call;  // last: ends before what it fills in
};

http::Reply Run(const Call& call, const http::Request& http_request) {
  http::Reply reply;
  auto running = std::make_shared<Running>();
  running->request.reset(call.request->New());
  running->response.reset(call.response->New());
  const absl::Status parsed =
      FromJson(http_request.body, http_request.query, running->request.get());
  if (!parsed.ok()) {
    reply.response = ErrorResponse(parsed);
    return reply;
  }
  if (call.stream) {
    auto answers = call.stream(*running->request, http_request.headers.Get("Last-Event-ID"));
    if (answers.ok()) return EventStream(*std::move(answers), *call.response);
    reply.response = ErrorResponse(answers.status());
    return reply;
  }
  if (!call.waits) {
    call.run(*running->request, running->response.get(), [&](const absl::Status& status) {
      reply.response = ResponseOf(status, *running->response);
    });
    return reply;
  }
  reply.later = [&call, running](const std::function<void(http::Response)>& send) {
    Message* const response = running->response.get();
    running->call = call.run(
        *running->request, response,
        [response, send](const absl::Status& status) { send(ResponseOf(status, *response)); });
    return running;
  };
  return reply;
}

}  // namespace

std::optional<http::Reply> JsonApi::Handle(const http::Request& request) const {
  absl::string_view path = request.path;
  if (!absl::ConsumePrefix(&path, kRoot) || (!path.empty() && path.front() != '/')) {
    return std::nullopt;
  }
  http::Reply reply;
  if (const absl::Status allowed = access_.CheckRequest(request); !allowed.ok()) {
    reply.response = ErrorResponse(allowed);
    return reply;
  }
  if (path.empty() || path == "/" || path == "/v1" || path == kCalls) {
    reply.response = ListOf(calls_);
    return reply;
  }
  const absl::string_view name = path.substr(1);
  const auto call = absl::ConsumePrefix(&path, kCalls)
                        ? std::find_if(calls_.begin(), calls_.end(),
                                       [path](const Call& known) { return known.name == path; })
                        : calls_.end();
  if (call == calls_.end()) {
    reply.response = ErrorResponse(UnknownCall(calls_, absl::StripPrefix(name, "v1/")));
  } else if (request.method != "POST" && (call->changes || request.method != "GET")) {
    reply.response = MethodNotAllowed(*call);
  } else {
    return Run(*call, request);
  }
  return reply;
}

}  // namespace mock::admin
