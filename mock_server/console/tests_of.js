// The selection as a test, in the languages that azmock has packages for.
import { codeOf, isFailure } from './exchanges.js';
import { curlOf } from './curl.js';
import { idOf, libraryScenarioOf, matchOf, scenarioOf } from './scenario_of.js';
import { quoted, textproto } from './textproto.js';

const VAULT = 'https://vault.azure.net/.default';

const words = (id) => id.split('-').filter(Boolean);
const snake = (id) => words(id).join('_');
const pascal = (id) => words(id).map((word) => word[0].toUpperCase() + word.slice(1)).join('');

// A text of several lines in languages that have such.
const ofJavaScript = (text) => text.replace(/\\|`|\$\{/g, '\\$&');
const ofGo = (text) => text.replaceAll('`', '` + "`" + `');

// What every test says: what it is called, what the fakes play, what the program meets.
export function frameOf(call, library, environment) {
  const known = libraryScenarioOf(call, library);
  const { method, path } = matchOf(call.last);
  const scope = call.last.form.find(({ name }) => name === 'scope')?.value;
  return {
    id: known ?? idOf(call), known, scenario: scenarioOf(call), call, environment,
    match: { method, path }, times: call.tries.length,
    // What every SDK's error has in it; nothing does of a connection that broke.
    failed: isFailure(call.last), code: codeOf(call.last) || String(call.last.status || ''),
    scope: scope && scope !== '<redacted>' ? scope : VAULT,
  };
}

function bazel({ id, known, scenario, match, times, failed, code }) {
  const plays = known ? `    scenarios = [${quoted(known)}],`
                      : `    scenario_files = [${quoted(`${id}.textproto`)}],`;
  const expect = textproto({
    requests: { expectations: { match, times } },
    output: failed && code ? code : undefined,
    exit_code: failed ? 1 : undefined,
  });
  const file = known ? '' : `\n# ${id}.textproto\n${scenario}`;
  return `# BUILD
load("@azure_identity_cc//tools/build_defs:auth_scenario_test.bzl", "auth_scenario_test")

auth_scenario_test(
    name = "${snake(id)}_test",
    size = "small",
    binary = ":app",  # your program
    expect = "${id}.expect.textproto",
${plays}
)

# ${id}.expect.textproto
# proto-file: tools/azmock_cli/run/expect.proto
# proto-message: azmock.run.Expect
${expect}${file}`;
}

function pytest({ id, known, scenario, match, times, failed, code, scope }) {
  const mark = known ? `@pytest.mark.azmock("--scenario", ${quoted(known)})\n` : '';
  const text = known ? '' : `SCENARIO = r"""\n${scenario}"""\n\n\n`;
  const arm = known ? '' : '    azmock.arm(SCENARIO)\n';
  const ask = `DefaultAzureCredential().get_token(${quoted(scope)})`;
  const body = failed
      ? `    with pytest.raises(ClientAuthenticationError, match=${quoted(code)}):\n        ${ask}`
      : `    assert ${ask}.token`;
  return `# test_${snake(id)}.py
import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import DefaultAzureCredential

${text}${mark}def test_${snake(id)}(azmock):
${arm}${body}
    azmock.verify({"match": ${JSON.stringify(match)}, "times": ${times}})
`;
}

function node({ id, known, scenario, match, times, failed, code, scope }) {
  const start = known ? `azmock.fixture(t, '--scenario', '${known}')` : 'azmock.fixture(t)';
  const text = known ? '' : `const SCENARIO = \`\n${ofJavaScript(scenario)}\`;\n\n`;
  const arm = known ? '' : '  await fakes.arm(SCENARIO);\n';
  const ask = `new DefaultAzureCredential().getToken('${scope}')`;
  const body = failed ? `  await assert.rejects(${ask}${code && `, /${code}/`});`
                      : `  assert.ok((await ${ask}).token);`;
  return `// ${id}.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DefaultAzureCredential } from '@azure/identity';
import * as azmock from 'azmock';

${text}test('${id}', async (t) => {
  const fakes = await ${start};
${arm}${body}
  const asked = await fakes.journal({ match: ${JSON.stringify(match)} });
  assert.equal(asked.length, ${times});
});
`;
}

function go({ id, known, scenario, match, times, failed, code, scope }) {
  const start = known ? `azmocktest.Start(t, azmocktest.Scenario(${quoted(known)}))`
                      : 'azmocktest.Start(t)';
  const arm = known ? '' : `\tfakes.ArmText(\`\n${ofGo(scenario)}\`)\n`;
  const judge = failed
      ? `if err == nil || !strings.Contains(err.Error(), ${quoted(code)}) {\n\t\tt.Fatal(err)\n\t}`
      : 'if err != nil {\n\t\tt.Fatal(err)\n\t}';
  const imports = ['"context"', ...(failed ? ['"strings"'] : []), '"testing"'];
  return `// ${snake(id)}_test.go
package app

import (
\t${imports.join('\n\t')}

\t"azmock.example/azmocktest"
\t"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
\t"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func Test${pascal(id)}(t *testing.T) {
\tfakes := ${start}
${arm}\tcredential, err := azidentity.NewDefaultAzureCredential(nil)
\tif err != nil {
\t\tt.Fatal(err)
\t}
\toptions := policy.TokenRequestOptions{Scopes: []string{${quoted(scope)}}}
\t_, err = credential.GetToken(context.Background(), options)
\t${judge}
\tfakes.Verify(azmocktest.Exactly(${times}, azmocktest.Match{Method: ${quoted(match.method)}, Path: ${quoted(match.path)}}))
}
`;
}

function junit({ id, known, scenario, match, times, failed, code, scope }) {
  const serve = known ? `@AzmockServe({"--scenario", ${quoted(known)}})` : '@AzmockServe';
  const lines = scenario.trimEnd().split('\n').map((line) => `        ${quoted(`${line}\n`)}`);
  const arm = known ? '' : `    fakes.arm(\n${lines.join(' +\n')});\n`;
  const ask = `new DefaultAzureCredentialBuilder().build()
        .getTokenSync(new TokenRequestContext().addScopes(${quoted(scope)}))`;
  const body = failed
      ? `    var error = assertThrows(RuntimeException.class, () -> ${ask});
    assertTrue(error.getMessage().contains(${quoted(code)}), error.getMessage());`
      : `    assertFalse(${ask}.getToken().isEmpty());`;
  return `// ${pascal(id)}Test.java
import static org.junit.jupiter.api.Assertions.*;

import azmock.AzmockServe;
import azmock.Fakes;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ${pascal(id)}Test {
  @Test
  ${serve}
  void ${snake(id)}(Fakes fakes) {
${arm}${body}
    fakes.verify(Map.of("match", Map.of("method", ${quoted(match.method)}, "path", ${quoted(match.path)}), "times", ${times}));
  }
}
`;
}

function cpp({ id, known, scenario, match, failed, code, scope, environment }) {
  const arm = known ? `  Arm(${quoted(known)});`
      : `  const auto scenario = mock::scenario::ParseScenario(kScenario, "scenario");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  ASSERT_TRUE(fakes().Arm(*scenario).ok());`;
  const include = known ? '' : '#include "mock_server/scenario/loader.h"\n';
  const text = known ? '' : `constexpr char kScenario[] = R"scenario(\n${scenario})scenario";\n\n`;
  const of = (name) => quoted(environment[name] ?? '');
  const judge = failed
      ? `  EXPECT_THAT(std::string(token.status().message()), HasSubstr(${quoted(code)}));`
      : '  EXPECT_TRUE(token.ok()) << token.status();';
  return `// ${snake(id)}_test.cc
#include <gmock/gmock.h>

#include "identity/identity.h"
${include}#include "mock_server/testing/fakes_fixture.h"

namespace {

using namespace azure::identity;
using azmock::FakesTest;
using ::testing::Contains;
using ::testing::HasSubstr;

${text}TEST_F(FakesTest, ${pascal(id)}) {
${arm}
  const std::string tenant = ${of('AZURE_TENANT_ID')};
  const std::string client = ${of('AZURE_CLIENT_ID')};
  ClientSecretCredentialOptions options;
  options.client = FakesClientOptions();
  const auto credential =
      ClientSecretCredential::Create(tenant, client, ${of('AZURE_CLIENT_SECRET')}, options);
  TokenRequestOptions request;
  request.scopes = {${quoted(scope)}};
  const auto token = (*credential)->GetToken(Context::Background(), request);
${judge}
  EXPECT_THAT(Exchanges(), Contains(HasSubstr(${quoted(match.path.split('*').at(-1))})));
}

}  // namespace
`;
}

// What the button offers, in its order: a label and the text of a frame.
export const LANGUAGES = [
  { label: 'curl', make: ({ call }) => curlOf(call.last) },
  { label: 'pytest', make: pytest },
  { label: 'Node.js', make: node },
  { label: 'Go', make: go },
  { label: 'JUnit', make: junit },
  { label: 'auth_scenario_test', make: bazel },
  { label: 'C++', make: cpp },
];
