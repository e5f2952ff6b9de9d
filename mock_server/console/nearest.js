// The scenarios of the library that come nearest to a refusal, each with what it has of it.
import { answerOf, codeOf } from './exchanges.js';

const SHOWN = 3;

const TOOLS = { az: 'AzureCLICredential', azd: 'AzureDeveloperCLICredential',
                pwsh: 'AzurePowerShellCredential' };
const GRANTS = {
  password: 'UsernamePasswordCredential',
  device_code: 'DeviceCodeCredential',
  'urn:ietf:params:oauth:grant-type:device_code': 'DeviceCodeCredential',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'OnBehalfOfCredential',
  authorization_code: 'InteractiveBrowserCredential',
};

function credentialOfAssertion({ assertions }) {
  const proof = assertions.find(({ parameter }) => parameter === 'client_assertion');
  if (!proof) return 'ClientSecretCredential';
  if (String(proof.claims?.iss).includes('://')) return 'WorkloadIdentityCredential';
  const { x5t, 'x5t#S256': sha256 } = proof.header ?? {};
  return x5t || sha256 ? 'ClientCertificateCredential' : 'ClientAssertionCredential';
}

// The credential that asks so; '' if several do.
export function credentialOf(entry) {
  if (entry.run) return TOOLS[entry.run.split(' ')[0]] ?? '';
  const grant = entry.form.find(({ name }) => name === 'grant_type')?.value;
  if (grant === 'client_credentials') return credentialOfAssertion(entry);
  if (grant) return GRANTS[grant] ?? '';
  if (entry.path.endsWith('/devicecode')) return 'DeviceCodeCredential';
  if (entry.path.endsWith('/authorize')) return 'InteractiveBrowserCredential';
  return /\/(metadata|msi)\//i.test(entry.path) ? 'ManagedIdentityCredential' : '';
}

const wordsOf = (text) => new Set(text.toLowerCase().match(/[a-z]{4,}|\d{3,}/g) ?? []);

function fieldOf(field, here, its) {
  const same = Boolean(here) && here === its;
  return { field, same, text: same ? its : `${its || 'none'}; here ${here || 'none'}` };
}

function compared(entry, { id, title, credential = '', aadsts = [] }) {
  const codes = aadsts.map((number) => `AADSTS${number}`);
  const code = codeOf(entry);
  const fields = [fieldOf('code', code, codes.includes(code) ? code : codes.join(', ')),
                  fieldOf('credential', credentialOf(entry), credential)];
  const its = wordsOf(`${id} ${title}`);
  const shared = [...wordsOf(`${answerOf(entry)} ${entry.oauth_error} ${entry.reason}`)]
      .filter((word) => its.has(word));
  if (shared.length) fields.push({ field: 'words', same: true, text: shared.join(', ') });
  const [sameCode, sameCredential] = fields.map(({ same }) => same);
  return { id, title, fields, weight: 100 * sameCode + 10 * sameCredential + shared.length,
           isNear: sameCode || (sameCredential && shared.length > 0) };
}

// [{id, title, fields: [{field, same, text}]}], the nearest first: the code counts most, then who
// asks, then the words of the reason.
export function nearestScenarios(entry, library) {
  return library.map((scenario) => compared(entry, scenario))
      .filter(({ isNear }) => isNear)
      .sort((a, b) => b.weight - a.weight || a.id.length - b.id.length || (a.id < b.id ? -1 : 1))
      .slice(0, SHOWN)
      .map(({ id, title, fields }) => ({ id, title, fields }));
}
