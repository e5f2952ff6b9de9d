// What goes wrong with the next requests.
import { html, useState } from './preact_htm.js';
import { call } from './admin.js';
import { Input, Select, Told, useAnswer, useTold } from './widgets.js';

const KINDS = [
  ['STATUS', 'answer with a status'], ['AADSTS', 'answer with an AADSTS code'],
  ['RESET', 'reset the connection'], ['CLOSE', 'close it without an answer'],
  ['HANG', 'never answer'], ['TRUNCATE_BODY', 'cut the answer off'],
  ['GARBAGE', 'answer with what is no HTTP'], ['DRIP', 'answer byte by byte'],
  ['TLS_HANDSHAKE', 'fail the TLS handshake'],
];

function actionOf({ kind, status, code, retryAfter }) {
  if (kind === 'AADSTS') return { aadsts: { code } };
  if (kind !== 'STATUS') return { fault: { kind } };
  const headers = retryAfter ? { 'Retry-After': retryAfter } : {};
  return { respond: { status: Number(status), headers } };
}

// What InjectFault takes; fields that are empty say nothing.
export function faultOf(fields) {
  const match = Object.fromEntries(['method', 'host', 'path'].map((name) => [name, fields[name]])
      .filter(([, value]) => value));
  const step = { times: Number(fields.times) || 1, ...actionOf(fields) };
  if (fields.delay) step.delay = fields.delay;
  return { tenant: fields.tenant, match, steps: [step] };
}

const FIRST = { tenant: '', method: 'POST', host: '', path: '*/token', kind: 'STATUS', status: '503',
                code: '7000222', retryAfter: '', times: '1', delay: '' };

export function FaultsView({ version }) {
  const [fields, setFields] = useState(FIRST);
  const [changes, setChanges] = useState(0);
  const [told, run] = useTold();
  const state = useAnswer(() => call('ListArmed'), [version, changes]);
  const faults = (state?.armed ?? []).filter(({ fault }) => fault);
  const change = (name, request, text) => run(async () => {
    await call(name, request);
    setChanges(changes + 1);
  }, text);
  const input = (name, label, hint) => html`<${Input} label=${label} value=${fields[name]}
    placeholder=${hint} set=${(value) => setFields({ ...fields, [name]: value })} />`;
  const onSubmit = (event) => {
    event.preventDefault();
    change('InjectFault', faultOf(fields), 'The next requests that match meet it.');
  };
  return html`<section class="tool"><h2>Faults</h2>
    <form onSubmit=${onSubmit}><div class="fields">
      ${input('tenant', 'Tenant', 'any')}${input('method', 'Method', 'any')}
      ${input('host', 'Host', 'any')}${input('path', 'Path', 'any, with *')}
      <${Select} label="What happens" value=${fields.kind} options=${KINDS}
        set=${(kind) => setFields({ ...fields, kind })} />
      ${fields.kind === 'STATUS' && [input('status', 'Status'), input('retryAfter', 'Retry-After', 'none')]}
      ${fields.kind === 'AADSTS' && input('code', 'Code')}
      ${input('times', 'Requests', '-1 for all')}${input('delay', 'After', '300ms')}
    </div><button class="main">Inject</button></form>
    <${Told} told=${told} />
    <h3>Still to happen</h3>
    ${faults.length === 0 && html`<p>None.</p>`}
    <ul class="cards">${faults.map(({ id, tenants = [], rules = [] }) => html`<li>
      <b>${id}</b> ${tenants.join(', ')} ${rules.map(({ answered }) => `${answered ?? 0} answered`)}
      <button type="button" onClick=${() => change('DisarmScenario', { id }, `${id} is gone.`)}>
        Remove</button></li>`)}</ul>
  </section>`;
}
