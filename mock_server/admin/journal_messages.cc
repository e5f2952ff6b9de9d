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

scenario::JournalEntry::Pairs PairsOf(
    const google::protobuf::RepeatedPtrField<Parameter>& parameters) {
  scenario::JournalEntry::Pairs pairs;
  for (const Parameter& each : parameters) pairs.emplace_back(each.name(), each.value());
  return pairs;
}

nlohmann::ordered_json JsonOf(const google::protobuf::Struct& proto) {
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(proto, &text).ok()) return nullptr;
  return scenario::ParseOrderedJson(text);
}

absl::Duration DurationOf(const google::protobuf::Duration& proto) {
  return absl::Seconds(proto.seconds()) + absl::Nanoseconds(proto.nanos());
}

void CopyAnswer(const scenario::JournalEntry& entry, JournalEntry* proto) {
  proto->set_oauth_error(entry.oauth_error);
  proto->set_suberror(entry.suberror);
  for (const std::int64_t code : entry.aadsts) {
    proto->add_aadsts(static_cast<std::int32_t>(code));
  }
  proto->set_service_error_code(entry.service_error_code);
  proto->set_reason(entry.reason);
  proto->set_failed_claim(entry.failed_claim);
  Copy(entry.response_headers, proto->mutable_response_headers());
  proto->set_response_body(entry.response_body);
  proto->set_trace_id(entry.trace_id);
  proto->set_correlation_id(entry.correlation_id);
  if (entry.duration > absl::ZeroDuration()) {
    *proto->mutable_duration() = ToProto(entry.duration);
  }
  if (entry.real_duration) *proto->mutable_real_duration() = ToProto(*entry.real_duration);
}

void CopyAnswer(const JournalEntry& proto, scenario::JournalEntry& entry) {
  entry.oauth_error = proto.oauth_error();
  entry.suberror = proto.suberror();
  entry.aadsts.assign(proto.aadsts().begin(), proto.aadsts().end());
  entry.service_error_code = proto.service_error_code();
  entry.reason = proto.reason();
  entry.failed_claim = proto.failed_claim();
  entry.trace_id = proto.trace_id();
  entry.correlation_id = proto.correlation_id();
  entry.duration = DurationOf(proto.duration());
  if (proto.has_real_duration()) entry.real_duration = DurationOf(proto.real_duration());
  entry.response_headers = PairsOf(proto.response_headers());
  entry.response_body = proto.response_body();
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

scenario::JournalEntry FromProto(const JournalEntry& proto) {
  scenario::JournalEntry entry;
  entry.sequence = static_cast<std::uint64_t>(proto.sequence());
  entry.time =
      absl::FromUnixSeconds(proto.time().seconds()) + absl::Nanoseconds(proto.time().nanos());
  entry.host = proto.host();
  entry.tenant = proto.tenant();
  entry.method = proto.method();
  entry.path = proto.path();
  entry.query = PairsOf(proto.query());
  entry.header_names.assign(proto.header_names().begin(), proto.header_names().end());
  entry.form = PairsOf(proto.form());
  for (const SentAssertion& sent : proto.assertions()) {
    entry.assertions.push_back({sent.parameter(), JsonOf(sent.header()), JsonOf(sent.claims())});
  }
  entry.status = proto.status();
  entry.fault = proto.fault();
  entry.answered_by = proto.answered_by();
  entry.near_miss = proto.near_miss();
  entry.client_request_id = proto.client_request_id();
  entry.user_agent = proto.user_agent();
  CopyAnswer(proto, entry);
  entry.run = proto.run();
  entry.exit_code = proto.exit_code();
  return entry;
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
