// Any text at all as what a tool's process sends: an answer, or an error that is said.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "google/protobuf/text_format.h"
#include "mock_imds/fake_tools/developer_tools.h"
#include "mock_imds/fake_tools/run_json.h"

namespace {

using mock::imds::DeveloperTools;

void Require(bool condition) {
  if (!condition) std::abort();
}

mock::imds::ToolTokenAnswer Issue(const mock::imds::ToolTokenOrder& order) {
  return mock::imds::ToolToken{order.scope, absl::UnixEpoch()};
}

DeveloperTools* Tools() {
  static auto* const kClock = new mock::VirtualClock;
  static auto* const kTools = [] {
    auto* made = new DeveloperTools({kClock, Issue, [](const mock::imds::ToolRecord&) {}});
    mock::imds::DeveloperToolList list;
    for (const char* text : {"kind: AZ account: 'a'", "kind: AZD account: 'a' version: '1.18.0'",
                             "kind: PWSH account: 'a'"}) {
      Require(google::protobuf::TextFormat::ParseFromString(text, list.Add()));
    }
    made->Merge(list);
    return made;
  }();
  return kTools;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto invocation = mock::imds::InvocationFromJson(text);
  if (invocation.ok()) {
    const auto outcome = Tools()->Run(*invocation);
    Require(outcome.out.empty() == (outcome.exit_code != 0));
    Require(mock::imds::OutcomeFromJson(mock::imds::ToJson(outcome)).ok());
  } else {
    Require(!invocation.status().message().empty());
  }
  return 0;
}
