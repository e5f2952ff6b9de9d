#include "mock_imds/handlers/instance_metadata.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using nlohmann::ordered_json;

constexpr char kNoVersionBody[] =
    R"({"error":"Bad request. api-version was not specified in the request. For more )"
    R"(information refer to aka.ms/azureimds","newest-versions":["2023-11-15","2023-07-01",)"
    R"("2021-12-13"]})";
constexpr char kBadVersionBody[] =
    R"({"error":"Bad request. api-version is invalid or was not specified in the request. For )"
    R"(more information refer to aka.ms/azureimds","newest-versions":["2023-11-15",)"
    R"("2023-07-01","2021-12-13"]})";

std::string Or(const std::string& given, const char* otherwise) {
  return given.empty() ? otherwise : given;
}

ordered_json Document(const scenario::Instance& instance) {
  ordered_json json;
  ordered_json& compute = json["compute"];
  compute["azEnvironment"] = "AzurePublicCloud";
  compute["location"] = LocationOf(instance);
  compute["name"] = Or(instance.name(), "azmock-vm");
  compute["osType"] = "Linux";
  compute["provider"] = "Microsoft.Compute";
  compute["resourceGroupName"] = Or(instance.resource_group(), "azmock");
  compute["subscriptionId"] =
      Or(instance.subscription_id(), "a11ce000-0000-4000-8000-000000000005");
  compute["vmId"] = VmIdOf(instance);
  compute["vmSize"] = "Standard_D2s_v5";
  compute["zone"] = "1";
  json["network"]["interface"] = ordered_json::array();
  return json;
}

// "2021-10-01".
bool IsDate(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c == '-' || absl::ascii_isdigit(c); });
}

}  // namespace

std::string LocationOf(const scenario::Instance& instance) {
  return Or(instance.location(), "westus2");
}

std::string VmIdOf(const scenario::Instance& instance) {
  return Or(instance.vm_id(), "a11ce000-0000-4000-8000-000000000006");
}

http::Response HandleInstanceMetadata(const HostExchange& exchange, absl::string_view path) {
  const std::string version = exchange.Query("api-version");
  if (version.empty()) return http::Because(kNoVersion, JsonResponse(400, kNoVersionBody));
  if (!IsDate(version)) {
    return http::Because(kUnknownVersion, JsonResponse(400, kBadVersionBody));
  }
  ordered_json part = Document(exchange.host.instance());
  for (const absl::string_view name : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    if (!part.is_object() || !part.contains(std::string(name))) {
      return http::Because("the instance metadata has no such member",
                           JsonResponse(404, R"({"error":"Not found"})"));
    }
    part = ordered_json(part[std::string(name)]);
  }
  if (!part.is_string()) return JsonResponse(200, scenario::JsonText(part));
  if (exchange.Query("format") != "text") {
    return http::Because("a leaf of the instance metadata has no JSON form (format=text)",
                         JsonResponse(404, R"({"error":"Not found"})"));
  }
  return TextResponse(200, "text/plain; charset=utf-8", part.get<std::string>());
}

}  // namespace mock::imds
