// Microsoft's own client for Node.js against the fake Entra ID.

import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {CryptoProvider, PublicClientApplication} from '@azure/msal-node';
import {CLIENT, PASSWORD, REDIRECT, SCOPE, TENANT, USERNAME} from './sample.mjs';
import {User} from './user.mjs';

const scopes = [SCOPE];
const user = new User(USERNAME, PASSWORD);
let client;

before(async () => {
  client = new PublicClientApplication({
    auth: {
      clientId: CLIENT,
      authority: `${process.env.ENTRA}/${TENANT}`,
      knownAuthorities: [new URL(process.env.ENTRA).host],
    },
  });
});

async function signIn() {
  const {verifier, challenge} = await new CryptoProvider().generatePkceCodes();
  const url = await client.getAuthCodeUrl({
    scopes, redirectUri: REDIRECT, codeChallenge: challenge, codeChallengeMethod: 'S256',
    responseMode: 'query',
  });
  const redirect = await user.signIn(url);
  return client.acquireTokenByCode({
    scopes, redirectUri: REDIRECT, codeVerifier: verifier, code: redirect.searchParams.get('code'),
  });
}

test('a code with PKCE becomes a token of the account', async () => {
  const result = await signIn();
  assert.equal(result.account.username, USERNAME);
  assert.equal(result.tenantId, TENANT);
  assert.ok(result.accessToken);
});

test('the token is served from the cache, and refreshed when asked to', async () => {
  const {account, accessToken} = await signIn();
  const cached = await client.acquireTokenSilent({account, scopes});
  assert.equal(cached.fromCache, true);
  assert.equal(cached.accessToken, accessToken);
  const refreshed = await client.acquireTokenSilent({account, scopes, forceRefresh: true});
  assert.equal(refreshed.fromCache, false);
  assert.notEqual(refreshed.accessToken, accessToken);
});

test('a device code is approved on its page', async () => {
  const result = await client.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: ({verificationUri, userCode}) => user.approveDevice(verificationUri, userCode),
  });
  assert.equal(result.account.username, USERNAME);
});

test('a wrong password has its error code', async () => {
  const request = {scopes, username: USERNAME, password: 'not it'};
  await assert.rejects(client.acquireTokenByUsernamePassword(request), (error) => {
    assert.equal(error.errorCode, 'invalid_grant');
    assert.match(error.errorMessage, /AADSTS50126/);
    return true;
  });
});
