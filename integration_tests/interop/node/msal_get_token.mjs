// Asks MSAL Node's own clients for a token as the client of a scenario does.

import {X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';
import * as msal from '@azure/msal-node';
import {Inexpressible, made, openPage, run} from './driver.mjs';

function auth({tenant_id, client_id}, proof) {
  return {auth: {
    clientId: client_id, authority: `https://login.microsoftonline.com/${tenant_id}`, ...proof,
  }};
}

function clientCertificate({send_certificate_chain: sendChain}) {
  const pem = readFileSync(process.env.AZURE_CLIENT_CERTIFICATE_PATH, 'utf8');
  const [privateKey] = pem.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END .*/) ?? [];
  if (!privateKey) throw new Inexpressible('its certificate is not a PEM file with a key');
  const thumbprintSha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
  return {clientCertificate: {privateKey, thumbprintSha256, x5c: sendChain ? pem : undefined}};
}

function proofOf(of) {
  if (of.certificate) return clientCertificate(of);
  if (of.client_assertion) return {clientAssertion: async () => of.client_assertion.text};
  return {clientSecret: of.client_secret};
}

const confidential = (of, proof) => new msal.ConfidentialClientApplication(auth(of, proof));
const ofApplication = (of, proof) => (request) =>
  confidential(of, proof).acquireTokenByClientCredential(request);
const ofUser = (of) => new msal.PublicClientApplication(auth(of));

const CALLS = {
  client_secret: (of) => ofApplication(of, {clientSecret: of.client_secret}),
  client_certificate: (of) => ofApplication(of, clientCertificate(of)),
  client_assertion: (of) => ofApplication(of, {clientAssertion: async () => of.assertion.text}),
  on_behalf_of: (of) => (request) => confidential(of, proofOf(of)).acquireTokenOnBehalfOf(
      {...request, oboAssertion: of.user_assertion.text}),
  username_password: (of) => (request) => ofUser(of).acquireTokenByUsernamePassword(
      {...request, username: of.username, password: of.password}),
  device_code: (of) => (request) => ofUser(of).acquireTokenByDeviceCode({
    ...request,
    deviceCodeCallback: ({verificationUri, userCode}) => openPage(verificationUri, userCode),
  }),
  interactive_browser: (of) => (request) =>
    ofUser(of).acquireTokenInteractive({...request, openBrowser: openPage}),
  managed_identity: (of) => ({scopes: [scope], claims}) => new msal.ManagedIdentityApplication({
    managedIdentityIdParams: {
      userAssignedClientId: of.client_id, userAssignedObjectId: of.object_id,
      userAssignedResourceId: of.resource_id,
    },
  }).acquireToken({resource: scope.replace(/\/\.default$/, ''), claims}),
};

await run(async (client) => {
  const {scopes, claims} = client.calls[0].get_token;
  const result = await made(CALLS, client)({scopes: scopes ?? [], claims});
  return result.accessToken;
});
