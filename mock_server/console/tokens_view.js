// Tokens: what one says, whether these keys vouch for it, and new ones, sound or forged.
import { html, useMemo, useState } from './preact_htm.js';
import { call } from './admin.js';
import { Claims } from './detail_view.js';
import { decodeJwt } from './jwt.js';
import { Area, Block, Input, Select, Told, useAnswer, useTold } from './widgets.js';

const FLAWS = ['UNSPECIFIED', 'EXPIRED', 'NOT_YET_VALID', 'WRONG_AUDIENCE', 'WRONG_ISSUER',
               'TAMPERED', 'ALG_NONE', 'UNKNOWN_KEY'];
const flawText = (flaw) => (flaw === 'UNSPECIFIED' ? 'none: sound'
                                                   : flaw.toLowerCase().replaceAll('_', ' '));
const SIGNATURES = {
  SIGNATURE_RIGHT: 'The fakes’ keys vouch for it.',
  SIGNATURE_WRONG: 'The signature is not over this header and these claims.',
  SIGNATURE_UNKNOWN_KEY: 'Its key is none of the fakes’ keys.',
};

function decodedOf(token) {
  try {
    return decodeJwt(token);
  } catch (error) {
    return { failed: error.message };
  }
}

function Decoded({ token }) {
  const decoded = useMemo(() => decodedOf(token), [token]);
  const checked = useAnswer(() => (decoded.failed ? Promise.resolve() : call('CheckToken', { token })),
                            [token]);
  if (decoded.failed) return html`<p class="told failed" role="status">${decoded.failed}</p>`;
  const isRight = checked?.signature === 'SIGNATURE_RIGHT';
  const timely = checked && (checked.valid_now ? 'right' : 'wrong');
  const judged = { signature: checked && (isRight ? 'right' : 'wrong'), exp: timely, nbf: timely };
  const rows = Object.entries({ signature: decoded.header.alg, ...decoded.claims })
      .map(([name, value]) => ({ name, value, judged: judged[name] ?? '' }));
  return html`<p role="status">${SIGNATURES[checked?.signature] ?? checked?.failed} ${checked && (
      checked.valid_now ? 'It is valid at the fakes’ time.' : 'It is not valid at the fakes’ time.')}</p>
    <${Block} name="Header" text=${JSON.stringify(decoded.header, null, 2)} />
    <${Claims} rows=${rows} />`;
}

// Fields of one object, and a button that does something with it.
function Maker({ title, first, fields, button, make }) {
  const [values, setValues] = useState(first);
  const [told, run] = useTold();
  const onSubmit = (event) => { event.preventDefault(); run(() => make(values)); };
  return html`<h3>${title}</h3><form onSubmit=${onSubmit}>
    <div class="fields">${fields.map(([name, label, options]) => html`<${options ? Select : Input}
      label=${label} value=${values[name]} options=${options}
      set=${(value) => setValues({ ...values, [name]: value })} />`)}</div>
    <button class="main">${button}</button></form><${Told} told=${told} />`;
}

const ORDER = [['tenant', 'Tenant'], ['client_id', 'Client ID'], ['resource', 'Resource'],
               ['flaw', 'Flaw', FLAWS.map((flaw) => [`FLAW_${flaw}`, flawText(flaw)])],
               ['claims', 'Claims (JSON)']];
const ASSERTION = [['issuer', 'Issuer'], ['subject', 'Subject'], ['audience', 'Audience'],
                   ['not_before', 'Not before'], ['expires', 'Expires']];

function Makers({ environment, show }) {
  const order = { tenant: environment.AZURE_TENANT_ID ?? '', client_id: environment.AZURE_CLIENT_ID ?? '',
                  resource: 'https://vault.azure.net', flaw: 'FLAW_UNSPECIFIED', claims: '' };
  const minted = { issuer: '', subject: '', audience: 'api://AzureADTokenExchange', not_before: '-5m',
                   expires: '1h' };
  return html`<${Maker} title="Mint or forge an access token" first=${order} fields=${ORDER} button="Issue"
      make=${async (values) => show((await call('IssueToken', values)).access_token)} />
    <${Maker} title="Mint an assertion of an issuer" first=${minted} fields=${ASSERTION} button="Mint"
      make=${async (values) => show((await call('MintAssertion',
        { assertion: { minted: values } })).assertion)} />`;
}

export function TokensView() {
  const [token, setToken] = useState('');
  const answer = useAnswer(() => call('GetEnvironment'), []);
  return html`<section class="tool"><h2>Tokens</h2>
    <${Area} label="A token" value=${token} set=${setToken} />
    ${token && html`<${Decoded} token=${token.trim()} />`}
    ${answer && html`<${Makers} environment=${answer.environment ?? {}} show=${setToken} />`}
  </section>`;
}
