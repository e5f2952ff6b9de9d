// Plain objects as the text of a scenario file: objects are messages, arrays repeat a field, Maps
// are maps, and Words are the names of enums' values.
export class Word {
  constructor(name) {
    this.name = name;
  }
}

// A text in quotes, escaped as protobuf's text format and JSON both have it.
export const quoted = (text) => JSON.stringify(text);

function field(name, value, indent) {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => field(name, item, indent));
  if (value instanceof Map) {
    return [...value].flatMap(([key, item]) => field(name, { key, value: item }, indent));
  }
  if (value instanceof Word) return [`${indent}${name}: ${value.name}`];
  if (typeof value === 'object') {
    return [`${indent}${name} {`, ...message(value, `${indent}  `), `${indent}}`];
  }
  return [`${indent}${name}: ${typeof value === 'string' ? quoted(value) : value}`];
}

function message(fields, indent) {
  return Object.entries(fields).flatMap(([name, value]) => field(name, value, indent));
}

export const textproto = (fields) => `${message(fields, '').join('\n')}\n`;
