#include "mock_server/admin/journal_messages.h"

#include <cstdint>
#include <string>
#include <utility>

#include "google/protobuf/util/json_util.h"
#include "mock_common/admin/utf8_message.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/place.h"
#include "mock_server/admin/time_values.h"
#include "nlohmann/json.hpp"

namespace mock::admin {
namespace {

using scenario::Place;
using scenario::Problem;

void Copy(const scenario::JournalEntry::Pairs& pairs,
          google::protobuf::RepeatedPtrField<Parameter>* parameters) {
  for (const auto& [name, value] : pairs) {
    Parameter& parameter = *parameters->Add();
    parameter.set_name(name);
    parameter.set_value(value);
  }
}

void Copy(const nlohmann::ordered_json& json, google::protobuf::Struct* proto) {
  const std::string text = scenario::JsonText(json);
  // What is no object is left out.
  if (!google::protobuf::util::JsonStringToMessage(text, proto).ok()) proto->Clear();
}

void CopyAnswer(const scenario::JournalEntry& entry, JournalEntry* proto) {
  proto->set_oauth_error(entry.oauth_error);
  proto->set_suberror(entry.suberror);
  for (const std::int64_t code : entry.aadsts) {
    proto->add_aadsts(static_cast<std::int32_t>(code));
  }
  proto->set_service_error_code(entry.service_error_code);
  proto->set_reason(entry.reason);
  proto->set_trace_id(entry.trace_id);
  proto->set_correlation_id(entry.correlation_id);
  if (entry.duration > absl::ZeroDuration()) {
    *proto->mutable_duration() = ToProto(entry.duration);
  }
  if (entry.real_duration) *proto->mutable_real_duration() = ToProto(*entry.real_duration);
}

}  // namespace

JournalEntry ToProto(const scenario::JournalEntry& entry) {
  JournalEntry proto;
  proto.set_sequence(static_cast<std::int64_t>(entry.sequence));
  *proto.mutable_time() = ToProto(entry.time);
  proto.set_host(entry.host);
  proto.set_tenant(entry.tenant);
  proto.set_method(entry.method);
  proto.set_path(entry.path);
  Copy(entry.query, proto.mutable_query());
  proto.mutable_header_names()->Add(entry.header_names.begin(), entry.header_names.end());
  Copy(entry.form, proto.mutable_form());
  for (const scenario::SentAssertion& sent : entry.assertions) {
    SentAssertion& assertion = *proto.add_assertions();
    assertion.set_parameter(sent.parameter);
    Copy(sent.header, assertion.mutable_header());
    Copy(sent.claims, assertion.mutable_claims());
  }
  proto.set_status(entry.status);
  proto.set_fault(entry.fault);
  proto.set_answered_by(entry.answered_by);
  proto.set_near_miss(entry.near_miss);
  proto.set_client_request_id(entry.client_request_id);
  proto.set_user_agent(entry.user_agent);
  CopyAnswer(entry, &proto);
  proto.set_run(entry.run);
  proto.set_exit_code(entry.exit_code);
  MakeUtf8(&proto);
  return proto;
}

absl::StatusOr<EntryFilter> FilterOf(Control& control, const google::protobuf::Message& request,
                                     const JournalFilter& filter, std::vector<Problem> problems) {
  const Place place = Place("", request, nullptr, &problems).In("filter");
  if (filter.since() < 0) place.Complain("since", "is negative");
  ValidateEntryMatch(filter.match(), place.In("match"));
  if (auto sound = scenario::ToStatus(std::move(problems)); !sound.ok()) return sound;
  // Also one that the directory does not know may have been asked for.
  std::vector<std::string> names;
  if (const std::string& tenant = filter.tenant(); !tenant.empty()) {
    names = control.backend.TenantNames(tenant);
    if (names.empty()) names = {tenant};
  }
  return EntryFilter(filter, std::move(names));
}

}  // namespace mock::admin
