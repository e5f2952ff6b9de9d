// One exchange: the verdict first, then what was said on the wire.
import { html, useMemo, useState } from './preact_htm.js';
import { call as ask } from './admin.js';
import { lineDiff } from './diff.js';
import { answerOf, isFailure } from './exchanges.js';
import { claimText } from './jwt.js';
import { scenarios } from './library.js';
import { nearestScenarios } from './nearest.js';
import { prettyRequest, prettyResponse, rawRequest, rawResponse } from './raw.js';
import { TestMaker } from './test_view.js';
import { judgedClaims, nearMisses, scenarioThatAnswered, verdictOf } from './verdict.js';
import { Block, Choice, Copy, useAnswer } from './widgets.js';

function Diagnosis({ entry }) {
  const told = useAnswer(() => ask('Explain', { sequence: entry.sequence }), [entry.sequence]);
  if (!told?.rule) return null;
  return html`<dl class="diagnosis">
    <dt>What went wrong</dt><dd>${told.diagnosis} <code>${told.rule}</code></dd>
    <dt>Whose move</dt><dd>${told.mover}: ${told.move}${
      told.retry_helps ? '; trying again can help' : '; trying again does not help'}.</dd>
    <dt>What to do</dt><dd>${told.mitigation}</dd>
    ${told.guide?.length > 0 && html`<dt>In the guides</dt>${told.guide.map((row) => html`<dd>
      <a href=${row.link} rel="noreferrer">${row.id}</a> ${row.section}: ${row.cause}</dd>`)}`}
    <dd><${Copy} text=${told.report} label="Copy diagnosis" /></dd>
  </dl>`;
}

const MARKS = { right: ['✓', 'right'], wrong: ['✗', 'wrong'], '': ['–', 'not looked at'],
                same: ['✓', 'same'], other: ['✗', 'other'] };

const Mark = ({ of }) => html`<span aria-hidden="true">${MARKS[of][0]}</span><span class="unseen">${
  MARKS[of][1]}</span>`;

export const Claims = ({ rows }) => html`<table class="claims">
  <thead><tr><th scope="col">Judged</th><th scope="col">Claim</th><th scope="col">Value</th></tr></thead>
  <tbody>${rows.map(({ name, value, judged }) => html`<tr class=${judged}>
    <td><${Mark} of=${judged} /></td>
    <th scope="row">${name}</th><td>${claimText(name, value)}</td></tr>`)}</tbody></table>`;

function Assertions({ entry }) {
  return entry.assertions.map((assertion) => html`<section>
    <h3>${assertion.parameter === 'authorization' ? 'The bearer token' : `The ${assertion.parameter}`}</h3>
    <${Claims} rows=${judgedClaims(entry, assertion)} /></section>`);
}

function NearMisses({ entry }) {
  const misses = nearMisses(entry);
  if (!misses.length) return null;
  return html`<section><h3>Scenarios that did not match</h3>
    ${misses.map(({ rule, fields }) => html`<table class="misses"><caption>${rule}</caption>
      <tbody>${fields.map(({ field, text }) => html`<tr><th scope="row">${field}</th>
        <td>${text}</td></tr>`)}</tbody></table>`)}</section>`;
}

function Nearest({ entry }) {
  const library = useAnswer(scenarios, []);
  const near = useMemo(() => isFailure(entry) && !scenarioThatAnswered(entry) && Array.isArray(library)
    ? nearestScenarios(entry, library) : [], [entry, library]);
  if (!near.length) return null;
  return html`<section><h3>The nearest scenarios that come with the fakes</h3>
    ${near.map(({ id, title, fields }) => html`<table class="claims"><caption>${id}: ${title}</caption>
      <tbody>${fields.map(({ field, same, text }) => html`<tr><td><${Mark} of=${same ? 'same' : 'other'} /></td>
        <th scope="row">${field}</th><td>${text}</td></tr>`)}</tbody></table>`)}</section>`;
}

const whole = (entry) => `${rawRequest(entry)}\n\n${rawResponse(entry)}`;

function Difference({ before, entry, name }) {
  const lines = useMemo(() => lineDiff(whole(before), whole(entry)), [before, entry]);
  const changed = lines.some(({ sign }) => sign !== ' ');
  return html`<section><h3>What changed since ${name}</h3>
    ${changed ? html`<pre class="diff" tabindex="0" role="region" aria-label="Difference">${
      lines.map(({ sign, line }) => html`<span class=${{ '-': 'gone', '+': 'come' }[sign]}>${
        `${sign} ${line}\n`}</span>`)}</pre>` : html`<p>Nothing that the journal keeps.</p>`}
  </section>`;
}

function Wire({ entry }) {
  const [form, setForm] = useState('Pretty');
  const pretty = form === 'Pretty';
  return html`<section><h3>On the wire</h3>
    <${Choice} label="How to show it" value=${form} set=${setForm} options=${['Pretty', 'Raw']} />
    <h4>Request</h4>
    <${Block} name="Request" text=${(pretty ? prettyRequest : rawRequest)(entry)} />
    <h4>Response</h4>
    <${Block} name="Response" text=${(pretty ? prettyResponse : rawResponse)(entry)} /></section>`;
}

const Facts = ({ entry }) => html`<dl class="facts">${[
  ['Time', entry.time], ['Tenant', entry.tenant], ['Client', entry.user_agent],
  ['Correlation ID', entry.correlation_id], ['Trace ID', entry.trace_id],
  ['Client request ID', entry.client_request_id],
].filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

export function Detail({ call, entry, before, select, close, heading }) {
  const verdict = verdictOf(entry);
  const at = call.tries.indexOf(entry);
  const previous = at > 0 ? call.tries[at - 1] : before;
  return html`<article class="detail" aria-label="Exchange ${entry.sequence}">
    <header class=${verdict.failed ? 'failed' : ''}>
      <button type="button" class="close" onClick=${close}>Close</button>
      <h2 tabindex="-1" ref=${heading}>${verdict.title}</h2>
      <p class="why">${verdict.why}</p>
    </header>
    ${call.tries.length > 1 && html`<div class="choice" role="group" aria-label="Tries">
      ${call.tries.map((each, i) => html`<button type="button" aria-pressed=${each === entry}
        onClick=${() => select(each.sequence)}>Try ${i + 1}: ${answerOf(each)}</button>`)}</div>`}
    <${Diagnosis} entry=${entry} />
    <${TestMaker} call=${call} />
    <${Assertions} entry=${entry} />
    <${NearMisses} entry=${entry} />
    <${Nearest} entry=${entry} />
    <${Wire} entry=${entry} />
    ${previous && html`<${Difference} before=${previous} entry=${entry}
      name=${at > 0 ? `try ${at}` : `exchange ${previous.sequence}`} />`}
    <${Facts} entry=${entry} />
  </article>`;
}
