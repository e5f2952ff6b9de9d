// The journal's entries as rows: which tries are one call, and which rows are meant.

// As of now a page holds so many; older ones go, and are counted.
export const MOST_ENTRIES = 20000;

const LISTS = ['query', 'form', 'header_names', 'assertions', 'aadsts', 'response_headers'];

// What protobuf's JSON leaves out is there, and numbers are numbers.
export function normalised(entry) {
  const whole = { host: '', tenant: '', method: '', path: '', status: 0, fault: '', answered_by: '',
                  near_miss: '', client_request_id: '', correlation_id: '', user_agent: '', run: '',
                  oauth_error: '', suberror: '', service_error_code: '', reason: '', trace_id: '',
                  failed_claim: '', response_body: '', exit_code: 0, duration: '', ...entry };
  for (const name of LISTS) whole[name] = entry[name] ?? [];
  whole.sequence = Number(entry.sequence);
  whole.at = Date.parse(entry.time);
  whole.waited = Number.parseFloat(whole.duration) * 1000 || 0;
  return whole;
}

export function isFailure(entry) {
  if (entry.run) return entry.exit_code !== 0;
  return Boolean(entry.fault && entry.fault !== 'DRIP') || entry.status === 0 ||
      entry.status >= 400 || Boolean(entry.oauth_error || entry.reason);
}

// What makes clients try again.
function isTriedAgain({ status, oauth_error }) {
  return [0, 404, 408, 410, 429].includes(status) || status >= 500 ||
      ['authorization_pending', 'slow_down'].includes(oauth_error);
}

const requestKey = ({ method, host, path }) => `${method} ${host}${path}`;

// "AADSTS7000222", else the words of OAuth or the service.
export function codeOf(entry) {
  if (entry.aadsts.length) return `AADSTS${entry.aadsts[0]}`;
  return entry.service_error_code || entry.oauth_error;
}

export function answerOf(entry) {
  if (entry.run) return `exit ${entry.exit_code}`;
  return entry.status ? String(entry.status) : entry.fault || 'no answer';
}

// One row: the tries of one request, oldest first.
class Call {
  constructor(entry) {
    this.tries = [];
    this.haystack = '';
    this.add(entry);
  }

  add(entry) {
    this.tries.push(entry);
    this.haystack += [entry.run, requestKey(entry), entry.reason, entry.answered_by, codeOf(entry),
                      entry.oauth_error, entry.tenant, entry.correlation_id, entry.trace_id,
                      entry.client_request_id, entry.user_agent].join('\n').toLowerCase();
  }

  get last() {
    return this.tries.at(-1);
  }

  // From the first try to the last answer, on the fakes' clock.
  get milliseconds() {
    return this.last.at + this.last.waited - this.tries[0].at;
  }
}

// Calls in the order in which they began.
export class Exchanges {
  calls = [];
  dropped = 0;
  #byId = new Map();
  #size = 0;

  add(entry, forgotten = 0) {
    this.dropped += forgotten;
    this.#size += 1;
    const known = this.#callOf(entry);
    if (known) {
      known.add(entry);
    } else {
      const call = new Call(entry);
      this.calls.push(call);
      if (this.#idOf(entry)) this.#byId.set(this.#idOf(entry), call);
    }
    if (this.#size > MOST_ENTRIES) this.#dropOldest();
  }

  find(sequence) {
    const call = this.calls.find(({ tries }) => tries.some((entry) => entry.sequence === sequence));
    return call && { call, entry: call.tries.find((entry) => entry.sequence === sequence) };
  }

  #idOf(entry) {
    const id = entry.client_request_id || entry.correlation_id;
    return id && !entry.run && `${id} ${requestKey(entry)}`;
  }

  #callOf(entry) {
    const known = this.#byId.get(this.#idOf(entry));
    const last = known ?? this.calls.at(-1);
    const repeats = last && !entry.run && !last.last.run && isTriedAgain(last.last) &&
        requestKey(last.last) === requestKey(entry);
    if (known) return isTriedAgain(known.last) ? known : undefined;
    return repeats && !entry.client_request_id ? last : undefined;
  }

  #dropOldest() {
    const gone = this.calls.splice(0, Math.ceil(this.calls.length / 10));
    const entries = gone.reduce((sum, { tries }) => sum + tries.length, 0);
    this.#size -= entries;
    this.dropped += entries;
    for (const call of gone) this.#byId.delete(this.#idOf(call.tries[0]));
  }
}

const OF_STATUS = {
  '': () => true,
  none: (entry) => !entry.run && entry.status === 0,
};

// "401", "4xx", "none"; a word that is none of these takes nothing.
function takesStatus(wanted) {
  if (OF_STATUS[wanted]) return OF_STATUS[wanted];
  const pattern = wanted.toLowerCase().replaceAll('x', '');
  return (entry) => entry.status > 0 && String(entry.status).startsWith(pattern);
}

function takesCode(wanted) {
  const word = wanted.toLowerCase().replace(/^aadsts/, '');
  return (entry) => !word || entry.aadsts.some((code) => String(code).startsWith(word)) ||
      [entry.oauth_error, entry.suberror, entry.service_error_code]
          .some((code) => code.toLowerCase().includes(word));
}

// Those of which a try has all that is asked for.
export function filtered(calls, { host, tenant, status, code, text }) {
  const hasStatus = takesStatus(status.trim());
  const hasCode = takesCode(code.trim());
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const [inHost, inTenant] = [host, tenant].map((wanted) => wanted.trim().toLowerCase());
  return calls.filter(({ haystack, tries }) =>
      words.every((word) => haystack.includes(word)) &&
      tries.some((entry) => entry.host.toLowerCase().includes(inHost) &&
          entry.tenant.toLowerCase().includes(inTenant) && hasStatus(entry) && hasCode(entry)));
}
