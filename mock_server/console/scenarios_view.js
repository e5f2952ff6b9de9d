// The scenarios that come with the fakes: found, armed, and how far each has come.
import { html, useMemo, useState } from './preact_htm.js';
import { call } from './admin.js';
import { scenarios } from './library.js';
import { Block, Input, Select, Told, useAnswer, useTold } from './widgets.js';

const SHOWN = 100;

// [value, text] for each value that scenarios have, the most frequent first.
function facet(list, valuesOf, title) {
  const counts = new Map();
  for (const scenario of list) {
    for (const value of valuesOf(scenario)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const options = [...counts].sort((a, b) => b[1] - a[1])
      .map(([value, count]) => [value, `${value} (${count})`]);
  return [['', title], ...options];
}

const credentialsOf = ({ credential }) => (credential ? [credential] : []);
const tagsOf = ({ tags = [] }) => tags;
const codesOf = ({ aadsts = [] }) => aadsts.map(String);

function found(list, { text, credential, tag, code }) {
  const words = text.toLowerCase().split(/\s+/);
  return list.filter((scenario) => {
    const haystack = JSON.stringify(scenario).toLowerCase();
    return words.every((word) => haystack.includes(word)) &&
        (!credential || scenario.credential === credential) &&
        (!tag || tagsOf(scenario).includes(tag)) && (!code || codesOf(scenario).includes(code));
  });
}

function Armed({ armed, run }) {
  if (!armed.length) return html`<p>Nothing is armed: the fakes compute every answer.</p>`;
  return html`<ul class="cards">${armed.map(({ id, title, tenants = [], rules = [] }) => html`<li>
    <b>${id}</b> ${title} ${tenants.length > 0 && html`<small>for ${tenants.join(', ')}</small>`}
    <ul>${rules.map((rule) => html`<li>rule ${rule.rule}: ${rule.answered ?? 0} answered${
      rule.used_up ? ', used up' : ''}</li>`)}</ul>
    <button type="button" onClick=${() => run('DisarmScenario', { id }, `${id} is disarmed.`)}>
      Disarm</button></li>`)}</ul>`;
}

// What arming gave: who to be.
const Client = ({ armed }) => armed?.client && html`<p>Its client:</p>
  <${Block} name="Client" text=${JSON.stringify(armed.client, null, 2)} />`;

export function ScenariosView({ version }) {
  const [search, setSearch] = useState({ text: '', credential: '', tag: '', code: '' });
  const [changes, setChanges] = useState(0);
  const [client, setClient] = useState();
  const [told, runTold] = useTold();
  const list = useAnswer(scenarios, []);
  // Every exchange may have moved a scenario on.
  const state = useAnswer(() => call('ListArmed'), [version, changes]);
  const armed = state?.armed ?? [];
  const set = (name) => (value) => setSearch({ ...search, [name]: value });
  const run = (name, request, text) => runTold(async () => {
    setClient(await call(name, request));
    setChanges(changes + 1);
  }, text);
  const all = Array.isArray(list) ? list : [];
  const matching = useMemo(() => found(all, search), [list, search]);

  return html`<section class="tool"><h2>Scenarios</h2>
    <${Told} told=${told} /><${Client} armed=${client} />
    <h3>Armed</h3><${Armed} armed=${armed} run=${run} />
    ${armed.length > 0 && html`<button type="button"
      onClick=${() => run('DisarmAll', {}, 'All are disarmed.')}>Disarm all</button>`}
    <h3>That come with the fakes</h3>
    <div class="fields">
      <${Input} label="Search" type="search" value=${search.text} set=${set('text')} />
      <${Select} label="Credential" value=${search.credential} set=${set('credential')}
        options=${facet(all, credentialsOf, 'any')} />
      <${Select} label="Tag" value=${search.tag} set=${set('tag')} options=${facet(all, tagsOf, 'any')} />
      <${Select} label="AADSTS" value=${search.code} set=${set('code')}
        options=${facet(all, codesOf, 'any')} />
    </div>
    <p role="status">${matching.length} of ${all.length}</p>
    <ul class="cards">${matching.slice(0, SHOWN).map((scenario) => html`<li key=${scenario.id}>
      <b>${scenario.id}</b> ${scenario.title} <small>${[scenario.credential, ...tagsOf(scenario)]
        .filter(Boolean).join(' · ')}</small>
      <button type="button" aria-label=${`Arm ${scenario.id}`}
        disabled=${armed.some(({ id }) => id === scenario.id)}
        onClick=${() => run('ArmScenario', { id: scenario.id }, `${scenario.id} is armed.`)}>
        Arm</button></li>`)}</ul>
    ${matching.length > SHOWN && html`<p>${matching.length - SHOWN} more; narrow the search.</p>`}
  </section>`;
}
