// The scenario that answers as the fakes just did, whoever asks.
import { answerOf, codeOf } from './exchanges.js';
import { textproto, Word } from './textproto.js';
import { scenarioThatAnswered } from './verdict.js';

const LOOPBACK = /^(localhost|127\.[\d.]+|::1|\[::1\])$/;
const LOGIN = /^login\.|^adfs\./;
const KEPT_HEADERS = ['content-type', 'retry-after', 'www-authenticate', 'location'];
const REDACTED = '<redacted>';

// Whoever asks has another tenant, and maybe another cloud.
export function matchOf({ method, host, path, tenant }) {
  const first = path.split('/')[1];
  const isTenant = first && first.toLowerCase() === tenant.toLowerCase();
  const match = { method, path: isTenant ? path.replace(first, '*') : path };
  if (!LOOPBACK.test(host) && !LOGIN.test(host)) match.host = host;
  return match;
}

const wordsOf = (entry) => [answerOf(entry), codeOf(entry)].filter(Boolean).join(' ');

// "seen-401-aadsts7000222"
export const idOf = ({ last }) =>
    `seen-${wordsOf(last)}`.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-+$/, '');

function responded({ status, response_headers, response_body }) {
  const kept = response_headers.filter(({ name, value }) =>
      KEPT_HEADERS.includes(name.toLowerCase()) && value !== REDACTED);
  const isShown = response_body && !/^<\d+ bytes>$/.test(response_body);
  return {
    status,
    headers: new Map(kept.map(({ name, value }) => [name, value])),
    body: isShown ? response_body : undefined,
  };
}

function actionOf(entry) {
  if (entry.fault) return { fault: { kind: new Word(entry.fault) } };
  // The fake words it with what the request and the directory say.
  if (entry.oauth_error && entry.aadsts.length) return { aadsts: { code: entry.aadsts[0] } };
  return { respond: responded(entry) };
}

// What the fake computes need not be told: a success after tries that failed is left to it.
function stepsOf(tries) {
  const told = tries.at(-1).status < 400 && tries.length > 1 ? tries.slice(0, -1) : tries;
  return told.map((entry) => ({
    times: entry === told.at(-1) && told === tries ? -1 : 1, ...actionOf(entry) }));
}

// The text of a scenario file; `call` is a row of exchanges.js.
export function scenarioOf(call) {
  return textproto({
    id: idOf(call),
    title: `${call.last.method} ${matchOf(call.last).path} is answered with ${wordsOf(call.last)}`,
    rules: { match: matchOf(call.last), steps: stepsOf(call.tries) },
  });
}

// The id of a scenario that comes with the fakes and answered the call; undefined if none did.
export function libraryScenarioOf(call, library) {
  const ids = call.tries.map((entry) => scenarioThatAnswered(entry)?.id);
  return ids.find((id) => library.includes(id));
}
