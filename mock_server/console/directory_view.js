// What the fakes know: tenants with all that is in them, and what expires when.
import { html, useState } from './preact_htm.js';
import { call } from './admin.js';
import { expiries } from './expiry.js';
import { Area, Copy, Select, Told, useAnswer, useTold } from './widgets.js';

const list = (items) => (items?.length ? items.join(', ') : '–');

function Applications({ tenant, remove }) {
  return html`<h3>Applications</h3><ul class="cards">${(tenant.applications ?? []).map((app) => html`<li>
    <b>${app.display_name || app.app_id}</b> <code>${app.app_id}</code> ${app.disabled && 'disabled'}
    <ul>
      ${(app.secrets ?? []).map(({ value, not_after }) => html`<li>secret${
        not_after ? `, until ${not_after}` : ''} <${Copy} text=${value} label="Copy secret" />
        <button type="button" onClick=${() => remove({ applications: [
          { app_id: app.app_id, secrets: [{ value }] }] })}>Remove</button></li>`)}
      ${(app.certificates ?? []).map(() => html`<li>certificate</li>`)}
      ${(app.federated_credentials ?? []).map(({ issuer, subject, audience }) => html`<li>
        trusts ${issuer}, ${subject}, ${audience}</li>`)}
    </ul>
    <button type="button" aria-label=${`Remove ${app.app_id}`}
      onClick=${() => remove({ applications: [{ app_id: app.app_id }] })}>Remove</button></li>`)}</ul>`;
}

function Rows({ title, names, rows, remove }) {
  if (!rows?.length) return null;
  return html`<h3>${title}</h3><div class="scroll" tabindex="0" role="region" aria-label=${title}><table>
    <thead><tr>${names.map((name) => html`<th scope="col">${name.replaceAll('_', ' ')}</th>`)}
      ${remove && html`<th scope="col">edit</th>`}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${names.map((name) => html`<td>${String(row[name] ?? '–')}</td>`)}
      ${remove && html`<td><button type="button" aria-label=${`Remove ${row[names[0]]}`}
        onClick=${() => remove(row)}>Remove</button></td>`}</tr>`)}</tbody></table></div>`;
}

// Each with how long it still holds, on the fakes' clock.
function Expiries({ directory, clock }) {
  const now = Date.parse(clock?.time);
  const rows = expiries(directory).map((expiry) => ({ ...expiry,
    state: Date.parse(expiry.time) <= now ? 'expired'
        : `in ${Math.ceil((Date.parse(expiry.time) - now) / 86400e3)} days` }));
  return html`<${Rows} title="What expires when" names=${['time', 'state', 'what', 'tenant']}
    rows=${rows} />`;
}

function Editor({ tenant, run }) {
  const [text, setText] = useState(JSON.stringify(tenant, null, 2));
  const merge = () => run(async () => {
    const changed = { tenants: [{ ...JSON.parse(text), id: tenant.id }] };
    await call('MergeDirectory', { directory: changed });
  }, 'What has a name there already is replaced, the rest is added.');
  return html`<h3>Edit</h3>
    <${Area} label="This tenant as JSON" rows="16" value=${text} set=${setText} />
    <button type="button" class="main" onClick=${merge}>Merge</button>
    <button type="button" onClick=${() => run(() => call('ResetTenant', { tenant: tenant.id }),
      'What happened to it is forgotten.')}>Reset what happened to it</button>`;
}

export function DirectoryView() {
  const [chosen, setChosen] = useState('');
  const [changes, setChanges] = useState(0);
  const [told, runTold] = useTold();
  const directory = useAnswer(async () => (await call('GetDirectory')).directory, [changes]);
  const clock = useAnswer(() => call('GetClock'), [changes]);
  const run = (action, text) => runTold(async () => {
    await action();
    setChanges(changes + 1);
  }, text);
  if (!directory || directory.failed) return html`<p role="status">${directory?.failed}</p>`;
  const tenants = directory.tenants ?? [];
  const tenant = tenants.find(({ id }) => id === chosen) ?? tenants[0];
  const remove = (what) => run(() => call('RemoveFromDirectory', {
    directory: { tenants: [{ id: tenant.id, ...what }] } }), 'It is gone.');
  return html`<section class="tool"><h2>Directory</h2><${Told} told=${told} />
    <${Expiries} directory=${directory} clock=${clock} />
    <${Rows} title="Hosts of managed identities" rows=${directory.hosts}
      names=${['kind', 'tenant_id', 'endpoint']} />
    <${Rows} title="Issuers" rows=${directory.issuers} names=${['url']} />
    ${tenant && html`<${Select} label="Tenant" value=${tenant.id} set=${setChosen}
        options=${tenants.map(({ id, display_name }) => [id, display_name ? `${display_name} (${id})` : id])} />
      <p>Domains: ${list(tenant.domains)}</p>
      <${Applications} tenant=${tenant} remove=${remove} />
      <${Rows} title="Users" rows=${tenant.users} names=${['name', 'display_name', 'disabled', 'locked']}
        remove=${({ name }) => remove({ users: [{ name }] })} />
      <${Rows} title="Resources" rows=${tenant.resources} names=${['uri', 'app_id']} />
      <${Rows} title="Managed identities" rows=${tenant.managed_identities} names=${['name', 'client_id']} />
      <${Rows} title="Roles" rows=${tenant.role_assignments} names=${['principal', 'role', 'scope']} />
      <${Editor} key=${`${tenant.id} ${changes}`} tenant=${tenant} run=${run} />`}
  </section>`;
}
