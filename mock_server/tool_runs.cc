#include "mock_server/tool_runs.h"

#include "mock_common/admin/json_response.h"
#include "mock_imds/fake_tools/run_json.h"

namespace azmock {
namespace {

using mock::admin::Access;
using mock::admin::ErrorResponse;
using mock::http::Request;
using mock::http::Response;

Response Answer(const Request& request, const Access& access, mock::imds::DeveloperTools* tools) {
  const absl::Status allowed = access.CheckRequest(request);
  if (!allowed.ok()) return ErrorResponse(allowed);
  if (request.method != "POST") {
    Response response = ErrorResponse(absl::InvalidArgumentError("a tool runs: ask with POST"));
    response.status = 405;
    response.headers.Add("Allow", "POST");
    return response;
  }
  const auto invocation = mock::imds::InvocationFromJson(request.body);
  if (!invocation.ok()) return ErrorResponse(invocation.status());
  return mock::admin::JsonResponse(200, mock::imds::ToJson(tools->Run(*invocation)));
}

}  // namespace

std::optional<mock::http::Reply> HandleToolRun(const Request& request, const Access* access,
                                               mock::imds::DeveloperTools* tools) {
  if (request.path != mock::imds::kToolRunPath) return std::nullopt;
  mock::http::Reply reply;
  reply.response = Answer(request, access == nullptr ? Access("") : *access, tools);
  return reply;
}

}  // namespace azmock
