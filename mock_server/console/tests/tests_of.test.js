import { frameOf, LANGUAGES } from './tests_of.js';
import { libraryScenarioOf, scenarioOf } from './scenario_of.js';
import { exchangesOf, GRANTED, THROTTLED } from './entries.js';
import { equal, test } from './testing.js';

const ENVIRONMENT = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 's' };
const callOf = (...entries) => exchangesOf(...entries).calls[0];
const testOf = (label, call, library = []) => LANGUAGES.find((language) => language.label === label)
    .make(frameOf(call, library, ENVIRONMENT));

test('a refusal of the catalogue becomes a scenario that any tenant meets', () => {
  equal(scenarioOf(callOf({})), `id: "seen-401-aadsts7000222"
title: "POST /*/oauth2/v2.0/token is answered with 401 AADSTS7000222"
rules {
  match {
    method: "POST"
    path: "/*/oauth2/v2.0/token"
  }
  steps {
    times: -1
    aadsts {
      code: 7000222
    }
  }
}
`);
});

test('a success after retries is left to the fake', () => {
  const text = scenarioOf(callOf(THROTTLED, GRANTED));
  equal(text.includes('status: 429') && text.includes('value: "2"'), true);
  equal(text.includes('status: 200'), false);
  equal(text.includes('times: 1\n'), true);
});

test('a fault, and a host that is no authority, are part of the scenario', () => {
  const text = scenarioOf(callOf({ ...GRANTED, status: 0, fault: 'RESET', host: 'a.vault.azure.net' }));
  equal(text.includes('kind: RESET') && text.includes('host: "a.vault.azure.net"'), true);
});

test('a scenario that comes with the fakes is named instead', () => {
  const call = callOf({ answered_by: 'scenario throttled rule token step 0' });
  equal(libraryScenarioOf(call, ['throttled']), 'throttled');
  equal(libraryScenarioOf(call, ['quiet']), undefined);
  for (const { label, make } of LANGUAGES.slice(1)) {
    const text = make(frameOf(call, ['throttled'], ENVIRONMENT));
    equal([label, text.includes('"throttled"') || text.includes("'throttled'")], [label, true]);
  }
});

test('pytest', () => {
  equal(testOf('pytest', callOf({})), `# test_seen_401_aadsts7000222.py
import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import DefaultAzureCredential

SCENARIO = r"""
${scenarioOf(callOf({}))}"""


def test_seen_401_aadsts7000222(azmock):
    azmock.arm(SCENARIO)
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000222"):
        DefaultAzureCredential().get_token("https://graph.microsoft.com/.default")
    azmock.verify({"match": {"method":"POST","path":"/*/oauth2/v2.0/token"}, "times": 1})
`);
});

test('auth_scenario_test says what is expected', () => {
  const text = testOf('auth_scenario_test', callOf({}));
  equal(text.includes(`requests {
  expectations {
    match {
      method: "POST"
      path: "/*/oauth2/v2.0/token"
    }
    times: 1
  }
}
output: "AADSTS7000222"
exit_code: 1
`), true);
});

test('every language says whether the program fails', () => {
  for (const { label, make } of LANGUAGES.slice(1)) {
    const [failed, granted] = [{}, GRANTED].map((fields) => make(frameOf(callOf(fields), [], ENVIRONMENT)));
    equal([label, failed.includes('AADSTS7000222')], [label, true]);
    equal([label, granted.includes('AADSTS')], [label, false]);
    equal([label, failed.includes('undefined') || granted.includes('undefined')], [label, false]);
  }
});
