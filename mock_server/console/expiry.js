// What of the directory expires, and when.

const SEQUENCE = 0x30;
const EXPLICIT_VERSION = 0xa0;
const UTC_TIME = 0x17;

// One element of DER at `at`: where its content begins and ends.
function element(bytes, at) {
  let size = bytes[at + 1];
  let begin = at + 2;
  if (size > 0x80) {
    const digits = size - 0x80;
    size = bytes.slice(begin, begin + digits).reduce((sum, byte) => sum * 256 + byte, 0);
    begin += digits;
  }
  return { tag: bytes[at], begin, end: begin + size };
}

function timeOf(bytes, { tag, begin, end }) {
  const text = String.fromCharCode(...bytes.slice(begin, end));
  const century = tag === UTC_TIME ? (text < '50' ? '20' : '19') : '';
  const [, year, ...rest] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text);
  const [month, day, hour, minute, second] = rest;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

// The end of a certificate's validity, RFC 3339; '' if the PEM has no certificate.
export function certificateEnd(pem) {
  const base64 = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(pem)?.[1];
  if (!base64) return '';
  const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (c) => c.charCodeAt(0));
  let next = element(bytes, element(bytes, 0).begin);  // the signed part
  next = element(bytes, next.begin);
  if (next.tag === EXPLICIT_VERSION) next = element(bytes, next.end);
  // Serial number, algorithm, issuer: the second of the times that follow them.
  for (let skipped = 0; skipped < 3; skipped += 1) next = element(bytes, next.end);
  if (next.tag !== SEQUENCE) return '';
  return timeOf(bytes, element(bytes, element(bytes, next.begin).end));
}

function* expiriesOf(tenant) {
  for (const application of tenant.applications ?? []) {
    const name = application.display_name || application.app_id;
    for (const secret of application.secrets ?? []) {
      if (secret.not_after) yield { time: secret.not_after, what: `a client secret of ${name}` };
    }
    for (const certificate of application.certificates ?? []) {
      const time = certificateEnd(certificate);
      if (time) yield { time, what: `a certificate of ${name}` };
    }
  }
  for (const user of tenant.users ?? []) {
    if (user.password_expires) yield { time: user.password_expires, what: `the password of ${user.name}` };
  }
}

// [{time, what, tenant}], the first to expire first.
export function expiries(directory) {
  return (directory.tenants ?? []).flatMap((tenant) =>
      [...expiriesOf(tenant)].map((expiry) => ({ ...expiry, tenant: tenant.id })))
      .sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}
