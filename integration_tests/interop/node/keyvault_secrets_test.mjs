// Microsoft's client of Key Vault, under the vault's own name.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ClientSecretCredential} from '@azure/identity';
import {SecretClient} from '@azure/keyvault-secrets';
import {SECRET, SERVICE, TENANT} from './sample.mjs';

const VAULT = 'https://contoso-kv.vault.azure.net';

// Only the fakes' own address is reached without a proxy.
async function assignRole(role, scope) {
  const tenants = [{id: TENANT, role_assignments: [{principal: SERVICE, role, scope}]}];
  const answer = await fetch(`${process.env.AZMOCK_ADMIN}/MergeDirectory`, {
    method: 'POST', body: JSON.stringify({directory: {tenants}}),
  });
  assert.equal(answer.status, 200);
}

test('a secret is refused without the role, and read with it', async () => {
  const credential = new ClientSecretCredential(TENANT, SERVICE, SECRET);
  const client = new SecretClient(VAULT, credential);
  await assert.rejects(client.getSecret('pw'), (error) => {
    assert.equal(error.statusCode, 403);
    assert.equal(error.code, 'Forbidden');
    assert.equal(error.details.error.innerError.code, 'ForbiddenByRbac');
    assert.match(error.message, /^Caller is not authorized to perform action on resource\./);
    return true;
  });

  await assignRole('Key Vault Secrets User', '/');
  const secret = await client.getSecret('pw');
  assert.equal(secret.value, 'hunter2');
  assert.equal(secret.properties.vaultUrl, VAULT);
  const names = [];
  for await (const {name} of client.listPropertiesOfSecrets()) names.push(name);
  assert.deepEqual(names, ['pw']);
});
