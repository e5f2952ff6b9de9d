// The exchanges as they come, and one of them in detail.
import { html, useEffect, useMemo, useRef, useState } from './preact_htm.js';
import { Detail } from './detail_view.js';
import { filtered } from './exchanges.js';
import { List } from './list_view.js';
import { FILTERS } from './url_state.js';
import { call } from './admin.js';
import { Block, useAnswer } from './widgets.js';

const LABELS = { host: 'Host', tenant: 'Tenant', status: 'Status', code: 'Code', text: 'Text' };
const HINTS = { host: 'login.…', tenant: 'ID or domain', status: '401, 4xx, none',
                code: 'AADSTS7000215', text: 'any words ( / )' };

const FIRST_REQUEST = `curl -s "\${AZURE_AUTHORITY_HOST}$AZURE_TENANT_ID/oauth2/v2.0/token" \\
  -d grant_type=client_credentials -d client_id=$AZURE_CLIENT_ID \\
  -d client_secret=$AZURE_CLIENT_SECRET -d scope=https://vault.azure.net/.default`;

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function Empty() {
  const answer = useAnswer(() => call('GetEnvironment'), []);
  const lines = Object.entries(answer?.environment ?? {}).sort()
      .map(([name, value]) => `export ${name}=${shell(value)}`).join('\n');
  return html`<section class="empty">
    <h2>Nothing has been asked yet</h2>
    <p>This leads an SDK, or a shell, to the fakes:</p>
    <${Block} text=${lines} label="Copy environment" />
    <p>And this is a first request:</p>
    <${Block} text=${FIRST_REQUEST} label="Copy request" />
  </section>`;
}

function Filters({ filters, setFilter, shown, count, dropped }) {
  return html`<form class="filters" role="search" onSubmit=${(event) => event.preventDefault()}>
    ${FILTERS.map((name) => html`<label class=${name}><span>${LABELS[name]}</span>
      <input id=${`filter-${name}`} type="search" placeholder=${HINTS[name]} value=${filters[name]}
        onInput=${({ target }) => setFilter(name, target.value)} /></label>`)}
    <p class="count" role="status">${shown === count ? `${count} calls` : `${shown} of ${count} calls`}</p>
    ${dropped > 0 && html`<p class="dropped" role="status">${dropped} older exchanges are gone: ${
      ' '}the journal keeps the newest. azmock serve --journal-entries keeps more, --journal all.</p>`}
  </form>`;
}

// What keys do, but in fields.
function useKeys(keys) {
  useEffect(() => {
    const onKey = (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== 'Escape')) return;
      if (event.key === 'Enter' && event.target.tagName === 'BUTTON') return;
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

export function ExchangesView({ exchanges, version, state, setState }) {
  const { filters, selected } = state;
  const [isOpen, setOpen] = useState(selected > 0);
  const detail = useRef();
  const calls = useMemo(() => filtered(exchanges.calls, filters), [version, filters]);
  const found = selected > 0 && exchanges.find(selected);

  const select = (sequence) => setState({ ...state, selected: sequence });
  const move = (by) => () => {
    const at = calls.findIndex(({ tries }) => tries.some(({ sequence }) => sequence === selected));
    const next = calls[Math.min(Math.max(at < 0 ? calls.length - 1 : at + by, 0), calls.length - 1)];
    if (next) select(next.last.sequence);
  };
  const open = () => { setOpen(true); setTimeout(() => detail.current?.focus()); };
  const close = () => {
    setOpen(false);
    document.activeElement?.blur();
    document.querySelector('.list')?.focus();
  };
  const find = () => document.getElementById('filter-text').focus();
  useKeys({ j: move(1), k: move(-1), ArrowDown: move(1), ArrowUp: move(-1), Enter: open,
            Escape: close, '/': find });

  if (!exchanges.calls.length) return html`<${Empty} />`;
  return html`<div class=${`exchanges ${found && isOpen ? 'with-detail' : ''}`}>
    <${Filters} filters=${filters} shown=${calls.length} count=${exchanges.calls.length}
      dropped=${exchanges.dropped}
      setFilter=${(name, value) => setState({ ...state, filters: { ...filters, [name]: value } })} />
    <${List} calls=${calls} selected=${selected} select=${select} open=${open} />
    ${found && isOpen && html`<${Detail} key=${found.call.tries[0].sequence} call=${found.call}
      entry=${found.entry} before=${calls[calls.indexOf(found.call) - 1]?.last} select=${select}
      close=${close} heading=${detail} />`}
  </div>`;
}
