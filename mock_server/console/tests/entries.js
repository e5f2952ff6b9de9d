// Entries as the journal has them.
import { Exchanges, normalised } from './exchanges.js';

const TENANT = 'contoso.example';

// A token request that was refused, and whatever else `fields` say.
export const entryOf = (fields) => normalised({
  sequence: '1', time: '2026-01-31T12:00:00Z', host: 'login.microsoftonline.com', tenant: TENANT,
  method: 'POST', path: `/${TENANT}/oauth2/v2.0/token`, status: 401, answered_by: 'computed',
  header_names: ['Host', 'Content-Type'],
  form: [{ name: 'client_id', value: 'a' }, { name: 'client_secret', value: '<redacted>' },
         { name: 'scope', value: 'https://graph.microsoft.com/.default' }],
  oauth_error: 'invalid_client', aadsts: [7000222], reason: 'the secret has expired',
  client_request_id: 'c1', ...fields,
});

export const GRANTED = { status: 200, oauth_error: '', aadsts: [], reason: '' };
export const THROTTLED = { status: 429, oauth_error: '', aadsts: [], reason: '',
                           response_headers: [{ name: 'Retry-After', value: '2' }] };

export function exchangesOf(...entries) {
  const exchanges = new Exchanges();
  entries.forEach((fields, i) => exchanges.add(entryOf({ sequence: String(i + 1), ...fields })));
  return exchanges;
}
