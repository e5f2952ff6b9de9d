// Running fakes, and their admin service. index.d.ts says what each call does.

import { AssertionError } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { json } from 'node:stream/consumers';

import { binary } from './binary.js';
import { AzmockError } from './error.js';
import { lead } from './this_process.js';

export async function serve(...args) {
  const program = spawn(binary(), ['serve', '--stop-on-eof', ...args]);
  const ready = await readyLineOf(program);
  // Whoever forgets close() does not keep this process alive, nor the fakes when it ends.
  for (const handle of [program, ...program.stdio]) handle.unref();
  return new Fakes(program, ready);
}

export async function fixture(test, ...args) {
  const fakes = await serve(...args);
  test.after(() => fakes.close());
  fakes.install();
  return fakes;
}

function readyLineOf(program) {
  return new Promise((resolve, reject) => {
    let line = '';
    let complaint = '';
    program.stdout.setEncoding('utf8').on('data', (text) => {
      line += text;
      if (line.endsWith('\n')) resolve(JSON.parse(line));
    });
    program.stderr.setEncoding('utf8').on('data', (text) => { complaint += text; });
    program.on('error', (cause) => {
      const why = `${program.spawnfile} can't be started: ${cause.message}`;
      reject(new AzmockError('', why, { cause }));
    });
    program.on('close', () => reject(new AzmockError('', complaint.trim())));
  });
}

// Azure's own names lead to the fakes, so that no program has to be told of another authority, and
// instance discovery works.
function environmentOf(ready) {
  const { AZURE_AUTHORITY_HOST, ...environment } = ready.environment;
  const { http_proxy: proxy, no_proxy: none } = environment;
  const proxies = { https_proxy: proxy, HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: none };
  return { ...environment, ...proxies };
}

const listOf = (oneOrMore) => (Array.isArray(oneOrMore) ? oneOrMore : [oneOrMore]);

export class Fakes {
  #program;
  #ended;
  #certificate;
  #agent;
  #undo;

  constructor(program, ready) {
    this.#program = program;
    this.#ended = new Promise((resolve) => { program.once('exit', resolve); });
    this.ready = ready;
    this.environment = environmentOf(ready);
    this.authority = `${ready.endpoints.entra}/`;
    this.#certificate = readFileSync(ready.ca_file, 'utf8');
    // Not by a proxy, whatever the environment says.
    this.#agent = new https.Agent({ keepAlive: true, ca: this.#certificate });
  }

  install() {
    this.#undo = lead(this.environment, this.#certificate);
  }

  async close() {
    this.#undo?.();
    this.#undo = undefined;
    this.#agent.destroy();
    this.#program.ref();
    this.#program.kill();
    await this.#ended;
  }

  async [Symbol.asyncDispose]() {
    await this.close();
  }

  async call(name, request = {}) {
    const headers = { 'Content-Type': 'application/json' };
    if (this.ready.control_token) headers.Authorization = `Bearer ${this.ready.control_token}`;
    const asked = https.request(
      `${this.ready.endpoints.admin}/${name}`, { method: 'POST', agent: this.#agent, headers });
    asked.end(JSON.stringify(request));
    let answer;
    try {
      const [response] = await once(asked, 'response');
      answer = await json(response);
    } catch (cause) {
      const why = `${name}: the fakes do not answer: ${cause.message}`;
      throw new AzmockError('UNAVAILABLE', why, { cause });
    }
    if (answer.error) throw new AzmockError(answer.error.code, answer.error.message);
    return answer;
  }

  // ---- What is answered ----

  async arm(scenario) {
    let kind = 'scenario';
    if (typeof scenario === 'string') kind = scenario.includes(':') ? 'textproto' : 'id';
    return (await this.call('ArmScenario', { [kind]: scenario })).client ?? {};
  }

  async disarm(id) {
    await (id ? this.call('DisarmScenario', { id }) : this.call('DisarmAll'));
  }

  async injectFault(steps, { match, tenant } = {}) {
    return (await this.call('InjectFault', { steps: listOf(steps), match, tenant })).id;
  }

  // ---- What the fakes know ----

  async directory(tenant) {
    return (await this.call('GetDirectory', { tenant })).directory ?? {};
  }

  async mergeDirectory(directory) {
    const kind = typeof directory === 'object' ? 'directory' : 'textproto';
    await this.call('MergeDirectory', { [kind]: directory });
  }

  async resetTenant(tenant) {
    await this.call('ResetTenant', { tenant });
  }

  // ---- Time ----

  async now() {
    return new Date((await this.call('GetClock')).time);
  }

  async setClock({ time, mode }) {
    await this.call('SetClock', { time, mode: mode && `MODE_${mode.toUpperCase()}` });
  }

  async advanceClock(duration) {
    await this.call('AdvanceClock', { duration });
  }

  // ---- What has been asked ----

  async journal({ match, tenant, since } = {}) {
    const filter = { match, tenant, since };
    const entries = [];
    let page;
    do {
      const answer = await this.call('ListJournal', { filter, page_token: page });
      entries.push(...answer.entries ?? []);
      page = answer.next_page_token;
    } while (page);
    return entries;
  }

  async waitForRequests({ count, match, tenant, since, timeout } = {}) {
    const filter = { match, tenant, since };
    return (await this.call('WaitForRequests', { filter, count, timeout })).entries;
  }

  async clearJournal() {
    await this.call('ClearJournal');
  }

  async verify(expectations, { order, nothingElse } = {}) {
    const answer = await this.call(
      'Verify', { expectations: listOf(expectations), order, nothing_else: nothingElse });
    if (!answer.satisfied) throw new AssertionError({ message: answer.text });
  }

  // ---- Tokens and users ----

  async issueToken(resource, { clientId, tenant, flaw, claims } = {}) {
    const answer = await this.call('IssueToken', {
      resource,
      tenant: tenant ?? this.environment.AZURE_TENANT_ID,
      client_id: clientId ?? this.environment.AZURE_CLIENT_ID,
      flaw: flaw && `FLAW_${flaw.toUpperCase()}`,
      claims: claims && JSON.stringify(claims),
    });
    return answer.access_token;
  }

  async deviceCodes(tenant) {
    return (await this.call('ListDeviceCodes', { tenant })).device_codes ?? [];
  }

  async approveDeviceCode(userCode, username) {
    await this.call('ApproveDeviceCode', { user_code: userCode, username });
  }

  async declineDeviceCode(userCode) {
    await this.call('DeclineDeviceCode', { user_code: userCode });
  }
}
