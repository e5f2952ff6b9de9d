// Asks @azure/identity for a token as the client of a scenario does.

import * as identity from '@azure/identity';
import {Inexpressible, made, openPage, run} from './driver.mjs';

// Which azmock run has written: the SDK takes a path alone everywhere.
const CERTIFICATE = process.env.AZURE_CLIENT_CERTIFICATE_PATH;

function proofOf({client_secret, certificate, send_certificate_chain, client_assertion}) {
  if (certificate) {
    if (certificate.password) throw new Inexpressible('OnBehalfOfCredential has no password');
    return {certificatePath: CERTIFICATE, sendCertificateChain: send_certificate_chain};
  }
  if (client_assertion) return {getAssertion: async () => client_assertion.text};
  return {clientSecret: client_secret};
}

// One that the user wrote.
class OwnCredential {
  constructor(of) {
    this.of = of;
  }

  async getToken() {
    if (this.of.unavailable) throw new identity.CredentialUnavailableError(this.of.unavailable);
    if (this.of.error) throw new Error(this.of.error);
    return {token: this.of.token, expiresOnTimestamp: Date.now() + 3600e3};
  }
}

const CREDENTIALS = {
  client_secret: (of) =>
    new identity.ClientSecretCredential(of.tenant_id, of.client_id, of.client_secret),
  client_certificate: (of) => new identity.ClientCertificateCredential(
      of.tenant_id, of.client_id,
      {certificatePath: CERTIFICATE, certificatePassword: of.certificate.password},
      {sendCertificateChain: of.send_certificate_chain}),
  client_assertion: (of) => new identity.ClientAssertionCredential(
      of.tenant_id, of.client_id, async () => of.assertion.text),
  on_behalf_of: (of) => new identity.OnBehalfOfCredential({
    tenantId: of.tenant_id, clientId: of.client_id, userAssertionToken: of.user_assertion.text,
    ...proofOf(of),
  }),
  workload_identity: (of) => new identity.WorkloadIdentityCredential({
    tenantId: of.tenant_id, clientId: of.client_id, enableAzureProxy: of.enable_azure_proxy,
  }),
  azure_pipelines: (of) => new identity.AzurePipelinesCredential(
      of.tenant_id, of.client_id, of.service_connection_id, of.system_access_token),
  username_password: (of) => new identity.UsernamePasswordCredential(
      of.tenant_id, of.client_id, of.username, of.password),
  device_code: (of) => new identity.DeviceCodeCredential({
    tenantId: of.tenant_id, clientId: of.client_id,
    userPromptCallback: ({verificationUri, userCode}) => openPage(verificationUri, userCode),
  }),
  interactive_browser: (of) => new identity.InteractiveBrowserCredential({
    tenantId: of.tenant_id, clientId: of.client_id, loginHint: of.login_hint,
    redirectUri: of.redirect_url,
  }),
  managed_identity: (of) => new identity.ManagedIdentityCredential({
    clientId: of.client_id, objectId: of.object_id, resourceId: of.resource_id,
  }),
  azure_cli: (of) =>
    new identity.AzureCliCredential({tenantId: of.tenant_id, subscription: of.subscription}),
  azure_developer_cli: (of) => new identity.AzureDeveloperCliCredential({tenantId: of.tenant_id}),
  azure_powershell: (of) => new identity.AzurePowerShellCredential({tenantId: of.tenant_id}),
  environment_settings: () => new identity.EnvironmentCredential(),
  default_azure: (of) => new identity.DefaultAzureCredential({tenantId: of.tenant_id}),
  chained_token: (of) => new identity.ChainedTokenCredential(
      ...(of.sources ?? []).map((source) => made(CREDENTIALS, source))),
  own: (of) => new OwnCredential(of),
};

await run(async (client) => {
  const {scopes, tenant_id: tenantId, claims} = client.calls[0].get_token;
  const {token} = await made(CREDENTIALS, client).getToken(scopes ?? [], {tenantId, claims});
  return token;
});
