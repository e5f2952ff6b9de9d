// The package as it is installed, with nothing but Node.js.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import tls from 'node:tls';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as azmock from 'azmock';

const run = promisify(execFile);
const AUTHORITY = 'login.microsoftonline.com';
const VAULT = 'https://vault.azure.net';
const MATCH = { method: 'POST', path: '*/token' };
const COMMAND = 'node_modules/.bin/azmock';

// The status of a token request of a program that heeds the environment.
async function ask() {
  const env = /** @type {Record<string, string>} */ (process.env);
  const { hostname, port } = new URL(env.HTTPS_PROXY);
  const target = { method: 'CONNECT', path: `${AUTHORITY}:443` };
  const tunnel = http.request({ hostname, port, ...target }).end();
  const [, socket] = await once(tunnel, 'connect');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: `${VAULT}/.default`,
    client_id: env.AZURE_CLIENT_ID,
    client_secret: env.AZURE_CLIENT_SECRET,
  });
  const request = https.request(`https://${AUTHORITY}/${env.AZURE_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    createConnection: () => tls.connect({ socket, servername: AUTHORITY }),
  });
  const [response] = await once(request.end(form.toString()), 'response');
  response.resume();
  socket.unref();
  return response.statusCode;
}

/** Whether this process takes the fakes for who they say they are.
 * @param {azmock.Fakes} fakes */
async function trusts(fakes) {
  const request = https.get(fakes.authority, { agent: false });
  return once(request, 'response').then(([response]) => Boolean(response.resume()), () => false);
}

// A folder of the test's own, gone when it ends.
async function folderOf(t) {
  const folder = await mkdtemp(path.join(tmpdir(), 'azmock-test-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('the environment and the certificate are the test\'s alone', async (t) => {
  process.env.IDENTITY_ENDPOINT = 'http://elsewhere.example';
  const before = { ...process.env };
  const folder = await folderOf(t);
  const others = await azmock.serve('--ca-dir', folder);
  t.after(() => others.close());
  await t.test('led', async (inner) => {
    const fakes = await azmock.fixture(inner, '--ca-dir', folder);
    assert.equal(process.env.IDENTITY_ENDPOINT, undefined);
    assert.equal(await ask(), 200);
    assert.deepEqual((await fakes.journal()).map(({ host }) => host), [AUTHORITY]);
    assert.equal(await trusts(others), true);
    assert.throws(() => others.install(), { name: 'AzmockError', code: 'FAILED_PRECONDITION' });
  });
  assert.deepEqual({ ...process.env }, before);
  assert.equal(await trusts(others), false);
});

test('scenarios and faults come and go', async (t) => {
  const fakes = await azmock.fixture(t);
  assert.ok((await fakes.arm('client-secret-expired')).client_secret.client_secret);
  await fakes.disarm('client-secret-expired');
  const answer = { match: { path: '*/token' }, steps: [{ times: 1, respond: { status: 418 } }] };
  await fakes.arm({ id: 'own', title: 'Own', rules: [answer] });
  assert.deepEqual([await ask(), await ask()], [418, 200]);
  assert.equal(await fakes.injectFault({ respond: { status: 503 } }, { match: MATCH }), 'fault-1');
  assert.equal(await ask(), 503);
  const steps = [{ respond: { status: 500 } }, { aadsts: { code: 7000222 } }];
  await fakes.injectFault(steps, { tenant: 'azmock.example' });
  assert.deepEqual([await ask(), await ask()], [500, 401]);
  await fakes.arm('id: "text" title: "A text" rules { match { path: "*/token" } '
    + 'steps { times: -1 respond { status: 502 } } }');
  assert.equal(await ask(), 502);
  await fakes.disarm();
  assert.equal(await ask(), 200);
});

test('the directory', async (t) => {
  const fakes = await azmock.fixture(t);
  await fakes.mergeDirectory({ tenants: [{ id: 'contoso.example' }] });
  await fakes.mergeDirectory('tenants { id: "contoso.example" domains: "contoso.test" }');
  const contoso = { tenants: [{ id: 'contoso.example', domains: ['contoso.test'] }] };
  assert.deepEqual(await fakes.directory('contoso.test'), contoso);
  assert.ok((await fakes.directory()).tenants?.length);
  await ask();
  await fakes.resetTenant('azmock.example');
  assert.deepEqual(await fakes.journal(), []);
});

test('the clock', async (t) => {
  const fakes = await azmock.fixture(t, '--clock', 'frozen');
  await fakes.setClock({ time: new Date('2026-01-31T12:00:00Z') });
  await fakes.advanceClock('70s');
  assert.deepEqual(await fakes.now(), new Date('2026-01-31T12:01:10Z'));
  await fakes.setClock({ mode: 'follow' });
  assert.equal((await fakes.call('GetClock')).mode, 'MODE_FOLLOW');
});

test('what has been asked', async (t) => {
  const fakes = await azmock.fixture(t);
  await ask();
  const [{ sequence }] = await fakes.waitForRequests({ match: MATCH });
  await fakes.verify({ match: MATCH, times: 1 }, { nothingElse: true });
  await fakes.verify([{ name: 'a', match: MATCH }], { order: ['a'] });
  await assert.rejects(fakes.verify({ match: MATCH, times: 2 }),
    { name: 'AssertionError', message: /expected exactly 2, saw 1/ });
  assert.deepEqual(await fakes.journal({ since: sequence }), []);
  await fakes.clearJournal();
  assert.deepEqual(await fakes.journal(), []);
  await assert.rejects(
    fakes.waitForRequests({ count: 2, timeout: '1ms' }), { code: 'DEADLINE_EXCEEDED' });
});

test('the journal has more than one page', async (t) => {
  const fakes = await azmock.fixture(t);
  const call = fakes.call.bind(fakes);
  t.mock.method(fakes, 'call', /** @type {typeof call} */ (name, request) => (
    call(name, { ...request, page_size: 1 })));
  await ask();
  await ask();
  assert.deepEqual((await fakes.journal()).map(({ sequence }) => sequence), ['1', '2']);
});

test('tokens and users', async (t) => {
  const fakes = await azmock.fixture(t);
  const token = await fakes.issueToken(VAULT, { claims: { roles: ['a'] } });
  const claims = Buffer.from(token.split('.')[1], 'base64url').toString();
  assert.deepEqual(JSON.parse(claims).roles, ['a']);
  assert.match(await fakes.issueToken(VAULT, { flaw: 'alg_none' }), /\.$/);
  for (const nobody of [{ tenant: 'nobody.example' }, { clientId: 'nobody' }]) {
    await assert.rejects(fakes.issueToken(VAULT, nobody), { code: 'NOT_FOUND' });
  }
  assert.deepEqual(await fakes.deviceCodes(), []);
  const unknown = { code: 'NOT_FOUND', message: /no device code "ABCDEFGHJ" waits/ };
  await assert.rejects(fakes.approveDeviceCode('ABCDEFGHJ', 'ada@contoso.example'), unknown);
  await assert.rejects(fakes.declineDeviceCode('ABCDEFGHJ'), unknown);
});

test('what is refused says why', async (t) => {
  const fakes = await azmock.fixture(t);
  const told = { name: 'AzmockError', message: /unknown scenario "no-such-scenario"; did you/ };
  await assert.rejects(fakes.arm('no-such-scenario'), { ...told, code: 'NOT_FOUND' });
  await assert.rejects(azmock.serve('--scenario', 'no-such-scenario'), { ...told, code: '' });
  // @ts-expect-error: there is no such mode.
  await assert.rejects(fakes.setClock({ mode: 'backwards' }), { code: 'INVALID_ARGUMENT' });
});

test('closed, it says so', async () => {
  const fakes = await azmock.serve();
  await fakes[Symbol.asyncDispose]();
  await fakes.close();
  await assert.rejects(fakes.now(),
    { code: 'UNAVAILABLE', message: /^GetClock: the fakes do not answer: / });
});

test('it can be required, and does not keep a process alive', async () => {
  const { stdout } = await run(process.execPath, ['-e',
    'require("azmock").serve().then((fakes) => console.log(fakes.authority))']);
  assert.match(stdout, /^https:\/\/localhost:\d+\/$/m);
});

test('the program is of the platform\'s package, else $AZMOCK, else on PATH', async (t) => {
  const own = azmock.binary();
  assert.ok(own.endsWith(`azmock-linux-${process.arch}/bin/azmock`));
  const folder = await folderOf(t);
  const modules = path.join(folder, 'node_modules');
  await mkdir(path.join(modules, '.bin'), { recursive: true });
  await symlink('../azmock/command.js', path.join(modules, '.bin/azmock'));
  await symlink(own, path.join(folder, 'azmock'));
  const main = path.dirname(fileURLToPath(import.meta.resolve('azmock')));
  await cp(main, path.join(modules, 'azmock'), { recursive: true });
  const alone = await import(pathToFileURL(path.join(modules, 'azmock/index.js')).href);

  const { AZMOCK, PATH } = process.env;
  try {
    process.env.AZMOCK = '/elsewhere/azmock';
    assert.equal(azmock.binary(), own);
    assert.equal(alone.binary(), '/elsewhere/azmock');
    await assert.rejects(alone.serve(), /: \/elsewhere\/azmock can't be started: .*ENOENT/);
    process.env.AZMOCK = '';
    process.env.PATH = path.join(modules, '.bin');  // The package's own command is no program.
    assert.throws(() => alone.binary(), /there is no azmock: .* azmock-linux-.* \$AZMOCK.* PATH$/);
    process.env.PATH += `:${folder}`;
    assert.equal(alone.binary(), path.join(folder, 'azmock'));
  } finally {
    Object.assign(process.env, { PATH, AZMOCK: AZMOCK ?? '' });
  }
});

test('the command is the program', async () => {
  assert.match((await run(COMMAND, ['--version'])).stdout, /^azmock \d/);
  await assert.rejects(run(COMMAND, ['no-such-command']), { code: 2 });
  const served = spawn(COMMAND, ['serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(served.stdout, 'data');
  served.kill();
  assert.deepEqual(await once(served, 'exit'), [0, null]);
});
