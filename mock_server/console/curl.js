// The same request again, by hand: secrets come from the environment.
import { pairs } from './raw.js';

const LOOPBACK = /^(localhost|127\.[\d.]+)$/;
const LOGIN = /^login\./;
const REDACTED = '<redacted>';
const VARIABLES = {
  client_secret: '$AZURE_CLIENT_SECRET',
  client_assertion: '$(cat "$AZURE_FEDERATED_TOKEN_FILE")',
  password: '$AZURE_PASSWORD',
};

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function dataOf({ name, value = '' }) {
  if (value !== REDACTED) return `--data-urlencode ${shell(`${name}=${value}`)}`;
  return `--data-urlencode "${name}=${VARIABLES[name] ?? `$${name.toUpperCase().replace(/\W/g, '_')}`}"`;
}

function urlOf({ host, path, query }) {
  const target = path + (query.length ? `?${pairs(query)}` : '');
  // The managed-identity hosts speak plain HTTP, and so does the proxy that leads to them.
  if (/^169\.254\./.test(host)) return shell(`http://${host}${target}`);
  if (LOOPBACK.test(host) || LOGIN.test(host)) return `"\${AZURE_AUTHORITY_HOST%/}"${shell(target)}`;
  return shell(`https://${host}${target}`);
}

export function curlOf(entry) {
  if (entry.run) return `${entry.run}\n`;
  const names = entry.header_names.map((name) => name.toLowerCase());
  const parts = [`curl -sS -i ${urlOf(entry)}`];
  const isForm = entry.form.length > 0;
  if (entry.method !== (isForm ? 'POST' : 'GET')) parts.push(`-X ${entry.method}`);
  if (names.includes('metadata')) parts.push('-H Metadata:true');
  if (names.includes('authorization')) parts.push('-H "Authorization: Bearer $TOKEN"');
  if (!LOOPBACK.test(entry.host) && !LOGIN.test(entry.host)) parts.push('-x "$http_proxy"');
  return `${[...parts, ...entry.form.map(dataOf)].join(' \\\n  ')}\n`;
}
