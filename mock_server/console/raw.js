// An exchange as it was on the wire, without what the journal does not keep.
import { answerOf } from './exchanges.js';

const REDACTED = '<redacted>';
const REASONS = { 200: 'OK', 302: 'Found', 400: 'Bad Request', 401: 'Unauthorized',
                  403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests',
                  500: 'Internal Server Error', 503: 'Service Unavailable' };

export const pairs = (list) => list.map(({ name, value = '' }) =>
    `${encodeURIComponent(name)}=${value === REDACTED ? value : encodeURIComponent(value)}`).join('&');

const target = ({ path, query }) => path + (query.length ? `?${pairs(query)}` : '');

export function rawRequest(entry) {
  if (entry.run) return `$ ${entry.run}`;
  const known = { host: entry.host, 'client-request-id': entry.client_request_id,
                  'user-agent': entry.user_agent };
  const headers = entry.header_names.map(
      (name) => `${name}: ${known[name.toLowerCase()] || REDACTED}`);
  return [`${entry.method} ${target(entry)} HTTP/1.1`, ...headers, '', pairs(entry.form)].join('\n');
}

export function rawResponse(entry) {
  if (entry.run) return answerOf(entry);
  if (!entry.status) return `no answer${entry.fault && `: ${entry.fault}`}`;
  const headers = entry.response_headers.map(({ name, value = '' }) => `${name}: ${value}`);
  return [`HTTP/1.1 ${entry.status} ${REASONS[entry.status] ?? ''}`.trimEnd(), ...headers, '',
          entry.response_body].join('\n');
}

// JSON with its lines; anything else as it is.
export function prettyBody(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

// For people: a line for each parameter.
export function prettyRequest(entry) {
  if (entry.run) return rawRequest(entry);
  const lines = [`${entry.method} ${entry.host}${entry.path}`];
  for (const [title, list] of [['query', entry.query], ['form', entry.form]]) {
    for (const { name, value = '' } of list) lines.push(`${title}  ${name} = ${value}`);
  }
  return lines.join('\n');
}

export const prettyResponse = (entry) => entry.status
    ? `${entry.status} ${REASONS[entry.status] ?? ''}\n${prettyBody(entry.response_body)}`.trim()
    : rawResponse(entry);
