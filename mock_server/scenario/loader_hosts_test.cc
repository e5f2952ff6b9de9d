// Wrong managed-identity hosts, as those who write scenarios meet them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

using ::testing::EndsWith;

struct Case {
  const char* text;
  const char* problem;  // the end of the only line
};

class LoaderHostsTest : public testing::TestWithParam<Case> {};

TEST_P(LoaderHostsTest, EveryFaultIsExplained) {
  const auto scenario = ParseScenario(
      std::string("id: 'sample' title: 'A sample' ") + GetParam().text, "sample.textproto");
  ASSERT_FALSE(scenario.ok());
  EXPECT_THAT(std::string(scenario.status().message()), EndsWith(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    Directory, LoaderHostsTest,
    testing::Values(
        Case{"directory { tenants { id: 'a' managed_identities {} } }",
             "directory.tenants[0].managed_identities[0].name: is missing"},
        Case{"directory { tenants { id: 'a' managed_identities { name: 'x' } "
             "managed_identities { name: 'x' } } }",
             "managed_identities[1].name: \"x\" occurs twice"},
        Case{"directory { tenants { id: 'a' managed_identities { name: 'x' resource_id: 'x' } } }",
             "managed_identities[0].resource_id: \"x\" is not an ARM path; start it with "
             "/subscriptions/"},
        Case{"directory { hosts {} }",
             "directory.hosts[0].kind: is missing; write one such as IMDS"},
        Case{"directory { hosts { kind: IMDS endpoint: '169.254.169.254' } }",
             "directory.hosts[0].endpoint: \"169.254.169.254\" is not a URL; write one such as "
             "\"http://127.0.0.1:41741/msi/token/\""},
        Case{"directory { hosts { kind: IMDS endpoint: 'https://imds.example' } }",
             "hosts[0].endpoint: has https, which only SERVICE_FABRIC has"},
        Case{"directory { hosts { kind: SERVICE_FABRIC endpoint: 'http://localhost:1/x' } }",
             "hosts[0].endpoint: has http; SERVICE_FABRIC has https"},
        Case{"directory { hosts { kind: IMDS } hosts { kind: DOCKER_DESKTOP } }",
             "hosts[1].endpoint: \"http://169.254.169.254/metadata/identity/oauth2/token\" belongs "
             "to another host as well"},
        Case{"directory { hosts { kind: IMDS secret: 'a\\nb' } }",
             "hosts[0].secret: has a control character, which a header can't carry"},
        Case{"directory { hosts { kind: IMDS identities {} } }",
             "hosts[0].identities[0].identity: is missing"},
        Case{"directory { tenants { id: 'a' } hosts { kind: IMDS identities { identity: 'x' } } }",
             "hosts[0].identities[0].identity: \"x\" is no managed identity of tenant \"a\"; add "
             "it to its managed_identities"},
        Case{"directory { hosts { kind: IMDS identities { identity: 'x' from: '2s' until: '2s' } } "
             "}",
             "identities[0].until: is not later than from"},
        Case{"directory { hosts { kind: IMDS identities { identity: 'x' system_assigned: true } "
             "identities { identity: 'y' system_assigned: true } } }",
             "hosts[0].identities[1].system_assigned: is a second one; a host has one of its own"},
        Case{"directory { hosts { kind: DOCKER_DESKTOP identities { identity: 'x' } } }",
             "hosts[0].identities[0]: is of no use: DOCKER_DESKTOP gives no tokens"},
        Case{"directory { hosts { kind: IMDS outages {} } }",
             "hosts[0].outages[0].kind: is missing; write one such as NOT_READY"},
        Case{"directory { hosts { kind: IMDS outages { kind: GONE lasts: 'long' } } }",
             "outages[0].lasts: \"long\" is not a duration; write \"5s\", \"300ms\" or \"1h\""},
        Case{"directory { hosts { kind: IMDS outages { kind: NO_ANSWER retry_after: '5' } } }",
             "outages[0].retry_after: has no answer to stand in"},
        Case{"directory { hosts { kind: IMDS azure_arc {} } }",
             "hosts[0].azure_arc: goes with AZURE_ARC alone"},
        Case{"directory { hosts { kind: IMDS service_fabric {} } }",
             "hosts[0].service_fabric: goes with SERVICE_FABRIC alone"},
        Case{"directory { hosts { kind: AZURE_ARC imds_v2 {} } }",
             "hosts[0].imds_v2: goes with IMDS alone"},
        Case{"directory { hosts { kind: IMDS imds_v2 { attestation_endpoint: 'http://x' } } }",
             "imds_v2.attestation_endpoint: \"http://x\" is not an https URL"},
        Case{"directory { hosts { kind: IMDS imds_v2 { mtls_authentication_endpoint: 'x' } } }",
             "imds_v2.mtls_authentication_endpoint: \"x\" is not an https URL"},
        Case{"directory { hosts { kind: IMDS imds_v2 { tokens_for: 'long' } } }",
             "imds_v2.tokens_for: \"long\" is not a duration; write \"5s\", \"300ms\" or \"1h\""},
        Case{"directory { hosts { kind: AZURE_ML instance {} } }",
             "hosts[0].instance: is of no use: AZURE_ML has no instance metadata"},
        Case{"directory { hosts { kind: AZURE_ARC azure_arc { key_directory: 'keys' } } }",
             "azure_arc.key_directory: \"keys\" is not an absolute path"},
        Case{"directory { hosts { kind: AZURE_ARC azure_arc { key_extension: '/x' } } }",
             "azure_arc.key_extension: has a folder; use key_directory"},
        Case{"directory { hosts { kind: AZURE_ARC azure_arc { key_size: -1 } } }",
             "azure_arc.key_size: must be from 0 to 1048576"},
        Case{"directory { hosts { kind: AZURE_ARC azure_arc { key_mode: '888' } } }",
             "azure_arc.key_mode: \"888\" is not a file's mode; write octal digits such as "
             "\"0640\""},
        Case{
            "directory { hosts { kind: AZURE_ARC azure_arc { challenge: 'x' no_challenge: true } } "
            "}",
            "azure_arc.challenge: is given, and no_challenge as well; write one"}));

}  // namespace
}  // namespace mock::scenario
