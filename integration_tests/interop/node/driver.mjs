// What the drivers for Node.js have in common.

import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {promisify} from 'node:util';

// The SDK has no words for the scenario.
export class Inexpressible extends Error {}

// The person's browser, which world.py has made; done when the person is.
export async function openPage(url, code = '') {
  await promisify(execFile)('xdg-open', [url, code]);
}

// Member by member of a scenario, what `makers` makes of the one that the client has.
export function made(makers, client) {
  const member = Object.keys(client).find((name) => name in makers);
  if (!member) throw new Inexpressible(`it has none of ${Object.keys(client)}`);
  return makers[member](client[member]);
}

// The error's, and those of what caused it.
function* textsOf(error) {
  yield error.message;
  for (const cause of [error.cause, ...(error.errors ?? [])]) {
    if (cause instanceof Error) yield* textsOf(cause);
  }
}

// Prints in a line of JSON what comes of `getToken(client)`: see README.md.
export async function run(getToken) {
  const {client} = JSON.parse(await readFile(process.argv.at(-1), 'utf8'));
  let got;
  try {
    got = {token: Boolean(await getToken(client))};
  } catch (error) {
    if (error instanceof Inexpressible) {
      console.error(`the SDK cannot express the scenario: ${error.message}`);
      process.exit(3);
    }
    got = {exception: error.name, message: [...textsOf(error)].join('\n')};
  }
  console.log(JSON.stringify(got));
  process.exit(0);  // Whatever timers and connections the SDK has left.
}
