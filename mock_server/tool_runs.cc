#include "mock_server/tool_runs.h"

#include <string>
#include <utility>

#include "mock_common/admin/json_api.h"
#include "mock_imds/fake_tools/run_json.h"
#include "nlohmann/json.hpp"

namespace azmock {
namespace {

using mock::admin::Access;
using mock::http::Reply;
using mock::http::Request;

Reply Json(int status, std::string body) {
  Reply reply;
  reply.response.status = status;
  reply.response.headers.Add("Content-Type", "application/json; charset=utf-8");
  reply.response.headers.Add("Cache-Control", "no-store");
  reply.response.body = std::move(body) + "\n";
  return reply;
}

Reply Error(const absl::Status& error) {
  nlohmann::ordered_json body;
  body["error"]["code"] = absl::StatusCodeToString(error.code());
  body["error"]["message"] = std::string(error.message());
  return Json(mock::admin::HttpStatus(error.code()),
              body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

std::optional<Reply> HandleToolRun(const Request& request, const Access* access,
                                   mock::imds::DeveloperTools* tools) {
  if (request.path != mock::imds::kToolRunPath) return std::nullopt;
  const absl::Status allowed =
      access == nullptr ? Access("").CheckRequest(request) : access->CheckRequest(request);
  if (!allowed.ok()) return Error(allowed);
  if (request.method != "POST") {
    Reply reply = Error(absl::InvalidArgumentError("a tool runs: ask with POST"));
    reply.response.status = 405;
    reply.response.headers.Add("Allow", "POST");
    return reply;
  }
  const auto invocation = mock::imds::InvocationFromJson(request.body);
  if (!invocation.ok()) return Error(invocation.status());
  return Json(200, mock::imds::ToJson(tools->Run(*invocation)));
}

}  // namespace azmock
