import { credentialOf, nearestScenarios } from './nearest.js';
import { entryOf } from './entries.js';
import { equal, test } from './testing.js';

const LIBRARY = [
  { id: 'user-password-expired', title: 'The password has expired', credential: 'UsernamePasswordCredential',
    aadsts: [50055] },
  { id: 'environment-secret-expired', title: 'The secret', credential: 'EnvironmentCredential',
    aadsts: [7000222] },
  { id: 'client-secret-expired', title: 'The secret', credential: 'ClientSecretCredential', aadsts: [7000222] },
  { id: 'client-secret-unknown', title: 'No such secret', credential: 'ClientSecretCredential',
    aadsts: [7000215] },
  { id: 'imds-throttled', title: 'IMDS answers 429', credential: 'ManagedIdentityCredential' },
  { id: 'imds-token', title: 'A token', credential: 'ManagedIdentityCredential' },
];
const ids = (entry) => nearestScenarios(entryOf(entry), LIBRARY).map(({ id }) => id);
const asks = (...form) => entryOf({ form: form.map(([name, value]) => ({ name, value })) });
const GRANT = ['grant_type', 'client_credentials'];

test('who asks is told by the grant, the proof, the path or the tool', () => {
  equal(credentialOf(asks(GRANT)), 'ClientSecretCredential');
  const proven = (proof) => credentialOf({ ...asks(GRANT), assertions: [
    { parameter: 'client_assertion', ...proof }] });
  equal(proven({ header: { x5t: 'a' }, claims: { iss: 'a' } }), 'ClientCertificateCredential');
  equal(proven({ header: {}, claims: { iss: 'a' } }), 'ClientAssertionCredential');
  equal(proven({ claims: { iss: 'https://ci.example' } }), 'WorkloadIdentityCredential');
  equal(credentialOf(asks(['grant_type', 'password'])), 'UsernamePasswordCredential');
  equal(credentialOf(asks(['grant_type', 'refresh_token'])), '');
  equal(credentialOf(entryOf({ form: [], path: '/metadata/identity/oauth2/token' })),
        'ManagedIdentityCredential');
  equal(credentialOf(entryOf({ form: [], run: 'az account get-access-token' })), 'AzureCLICredential');
});

test('the code counts most, then who asks, then the words of the reason', () => {
  equal(ids({ form: [{ name: 'grant_type', value: 'client_credentials' }] }),
        ['client-secret-expired', 'environment-secret-expired', 'client-secret-unknown']);
  equal(ids({ form: [], path: '/metadata/identity/oauth2/token', aadsts: [], oauth_error: '', status: 429,
              reason: 'too many requests' }), ['imds-throttled']);
  equal(ids({ aadsts: [1], reason: 'nobody has this', oauth_error: '', form: [] }), []);
});

test('each says field by field what is the same, and what is not', () => {
  const entry = entryOf({ form: [{ name: 'grant_type', value: 'client_credentials' }] });
  equal(nearestScenarios(entry, LIBRARY)[1].fields, [
    { field: 'code', same: true, text: 'AADSTS7000222' },
    { field: 'credential', same: false, text: 'EnvironmentCredential; here ClientSecretCredential' },
    { field: 'words', same: true, text: 'secret, expired' }]);
});
