// openid-client (certified OpenID Connect client) against the fake Entra ID.

import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import * as oidc from 'openid-client';
import {CLIENT, PASSWORD, REDIRECT, SCOPE, TENANT, USERNAME} from './sample.mjs';
import {User} from './user.mjs';

const user = new User(USERNAME, PASSWORD);
let config;

before(async () => {
  const authority = new URL(`${process.env.ENTRA}/${TENANT}/v2.0`);
  config = await oidc.discovery(authority, CLIENT, undefined, oidc.None());
  oidc.enableNonRepudiationChecks(config);  // Verifies the ID token's signature too.
});

async function signIn() {
  const verifier = oidc.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier: verifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce(),
  };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: `openid profile offline_access ${SCOPE}`,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
  });
  return oidc.authorizationCodeGrant(config, await user.signIn(url), checks);
}

test('a code with PKCE becomes tokens whose ID token verifies', async () => {
  const tokens = await signIn();
  assert.equal(tokens.claims().preferred_username, USERNAME);
  assert.equal(tokens.claims().tid, TENANT);
  assert.ok(tokens.access_token);
  assert.ok(tokens.refresh_token);
});

test('a refresh token is exchanged for another', async () => {
  const first = await signIn();
  const second = await oidc.refreshTokenGrant(config, first.refresh_token, {scope: SCOPE});
  assert.notEqual(second.access_token, first.access_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
});

test('the user info endpoint, which is Microsoft Graph\'s, knows who signed in', async () => {
  const tokens = await signIn();
  // At a fake's own address the document names the fake.
  const endpoint = config.serverMetadata().userinfo_endpoint;
  assert.equal(endpoint, `${process.env.ENTRA}/oidc/userinfo`);
  const info = await oidc.fetchProtectedResource(
      config, tokens.access_token, new URL(endpoint), 'GET');
  assert.equal((await info.json()).sub, tokens.claims().sub);
});

test('a device code is approved on its page', async () => {
  const device = await oidc.initiateDeviceAuthorization(
      config, {scope: `openid profile offline_access ${SCOPE}`});
  await user.approveDevice(device.verification_uri, device.user_code);
  const tokens = await oidc.pollDeviceAuthorizationGrant(config, {...device, interval: 0.05});
  assert.equal(tokens.claims().preferred_username, USERNAME);
});

test('a wrong verifier is refused with the code of the catalogue', async () => {
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: `openid ${SCOPE}`,
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  });
  const redirect = await user.signIn(url);
  const grant = oidc.authorizationCodeGrant(
      config, redirect, {pkceCodeVerifier: oidc.randomPKCECodeVerifier()});
  await assert.rejects(grant, (error) => {
    assert.equal(error.error, 'invalid_grant');
    assert.match(error.error_description, /^AADSTS501481:/);
    return true;
  });
});
