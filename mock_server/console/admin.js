// The admin service, as the page asks it: on the page's own origin.
import { EventParser } from './event_stream.js';

const BASE = '/_mock/v1/';
const TOKEN_KEY = 'azmock-control-token';
const RECONNECT_MS = 1000;

export class AdminError extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

let askForToken = () => Promise.reject(new Error('nobody can give a control token'));

// `ask` returns a promise of the control token; it is called when the service wants another.
export function onTokenNeeded(ask) {
  askForToken = ask;
}

const currentToken = () => sessionStorage.getItem(TOKEN_KEY) ?? '';

let asking;

// All who need a token wait for the same answer.
function newToken(why) {
  asking ??= askForToken(why).then((token) => sessionStorage.setItem(TOKEN_KEY, token))
      .finally(() => { asking = undefined; });
  return asking;
}

// The response, after the token was asked for if need be.
async function ask(path, init) {
  for (;;) {
    const token = currentToken();
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await fetch(BASE + path, { ...init, headers });
    if (response.status !== 401) return response;
    const { error } = await response.json();
    // Somebody may have given another in the meantime.
    if (token === currentToken()) await newToken(error.message);
  }
}

// The answer of a call, or an AdminError.
export async function call(name, request = {}) {
  const response = await ask(name, { method: 'POST', body: JSON.stringify(request) });
  const answer = await response.json();
  if (answer.error) throw new AdminError(answer.error);
  return answer;
}

// All of a list that comes in pages.
export async function all(name, field, request = {}) {
  const items = [];
  for (let token = ''; ;) {
    const page = await call(name, { ...request, page_token: token });
    items.push(...(page[field] ?? []));
    token = page.next_page_token;
    if (!token) return items;
  }
}

async function watchOnce(since, tell, signal) {
  const response = await ask(`WatchJournal?filter.since=${since.sequence}`, { signal });
  const parser = new EventParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  tell({ connected: true });
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const answers = parser.push(value).filter(({ event }) => !event)
        .map(({ data }) => JSON.parse(data));
    if (!answers.length) continue;
    since.sequence = answers.at(-1).last_sequence;
    tell({ answers });
  }
}

// The journal from its beginning, without end: one stream at a time, each from where the one
// before it broke off. `tell` hears {connected} and {answers}.
export async function watch(tell, signal) {
  const since = { sequence: 0 };
  while (!signal.aborted) {
    await watchOnce(since, tell, signal).catch(() => {});
    tell({ connected: false });
    await new Promise((resolve) => { setTimeout(resolve, RECONNECT_MS); });
  }
}
