// What a token says. Whether it is true, the admin service knows.

function decoded(part) {
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')),
                                (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

// {header, claims}, or an Error that says why it is no token.
export function decodeJwt(token) {
  const parts = token.trim().split('.');
  if (parts.length !== 3) throw new Error(`a JWT has 3 parts, this has ${parts.length}`);
  const names = ['header', 'claims'];
  return Object.fromEntries(names.map((name, i) => {
    try {
      return [name, decoded(parts[i])];
    } catch {
      throw new Error(`the ${name} of the token are no JSON in base64url`);
    }
  }));
}

const TIMES = ['exp', 'nbf', 'iat', 'auth_time', 'xms_ftd'];

// A claim's value for people: times as dates.
export function claimText(name, value) {
  if (TIMES.includes(name) && Number.isFinite(value)) {
    return `${value} (${new Date(value * 1000).toISOString().replace('.000', '')})`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
