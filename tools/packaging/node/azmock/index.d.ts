/**
 * A fake Microsoft Entra ID, with managed-identity hosts and Azure services, for tests in Node.js.
 *
 * Requests and answers are those of the admin service, and their fields have their names there
 * (mock_server/admin/admin.proto). Durations are texts such as "300ms", "2s" or "1h". Every call
 * may reject with an AzmockError.
 */

/// <reference lib="esnext.disposable" />

/**
 * Starts fakes for one test, which is led to them until it ends (`install`). Arguments are those of
 * `azmock serve`; with a scenario the test is its client.
 *
 *     test('a throttled authority is asked again', async (t) => {
 *       const fakes = await azmock.fixture(t, '--scenario', 'throttled-then-success');
 *       …
 *     });
 */
export function fixture(
  test: { after(close: () => Promise<void>): void }, ...args: string[]
): Promise<Fakes>;

/**
 * Starts fakes, and leads nobody to them.
 *
 *     const fakes = await azmock.serve('--clock', 'frozen');
 */
export function serve(...args: string[]): Promise<Fakes>;

/**
 * The azmock program: that of the platform's package, else $AZMOCK, else the one on PATH.
 *
 *     spawn(azmock.binary(), ['run', '--scenario', 'imds-token', '--', 'node', 'app.mjs']);
 */
export function binary(): string;

/**
 * What the fakes say of a call that they refuse, or of why they do not start.
 *
 *     await assert.rejects(fakes.arm('no-such-scenario'), { code: 'NOT_FOUND' });
 */
export class AzmockError extends Error {
  /** The name of a gRPC status, such as "NOT_FOUND"; "" if they did not start. */
  readonly code: string;
  constructor(code: string, message: string, options?: { cause?: unknown });
}

/** Fakes in a process of their own, until `close`, at the latest until this process ends. */
export class Fakes {
  private constructor();

  /** What a program needs to meet the fakes: who it is, proxies that lead Azure's host names to
   * them, and the certificate to trust.
   *
   *     spawn('python3', ['app.py'], { env: { ...process.env, ...fakes.environment } });
   */
  readonly environment: Record<string, string>;
  /** Of the fakes' own address, for programs that no proxy leads: AZURE_AUTHORITY_HOST.
   *
   *     new ClientSecretCredential(tenant, client, secret, { authorityHost: fakes.authority });
   */
  readonly authority: string;
  /** All that `azmock serve` says when it is ready: endpoints, files, limits.
   *
   *     fakes.ready.endpoints.imds
   */
  readonly ready: Ready;

  /** Leads this process to the fakes until `close`: `process.env` has their environment, and
   * nothing of AZURE_ and the like beside it; connections made without `ca` trust their
   * certificate. Throws FAILED_PRECONDITION while it is led to others.
   *
   *     beforeEach(async () => { fakes = await azmock.serve(); fakes.install(); });
   *     afterEach(() => fakes.close());
   */
  install(): void;
  /** Stops the fakes, and undoes `install`. May be called again.
   *
   *     t.after(() => fakes.close());
   */
  close(): Promise<void>;
  /** `close`, by itself at the end of a block.
   *
   *     await using fakes = await azmock.serve();
   */
  [Symbol.asyncDispose](): Promise<void>;

  /** Any call of the admin service.
   *
   *     await fakes.call('GetScenario', { id: 'throttled-then-success' });
   */
  call(name: string, request?: object): Promise<any>;

  /** Plays a scenario: by its id, as a file's text, or as an object. Returns its client, whose
   * tenant its rules are about.
   *
   *     const { client_secret } = await fakes.arm('client-secret-expired');
   */
  arm(scenario: string | object): Promise<any>;
  /** Ends a scenario or a fault; without an id all of them.
   *
   *     await fakes.disarm('client-secret-expired');
   */
  disarm(id?: string): Promise<void>;
  /** Answers the next requests that match; returns the fault's id.
   *
   *     const match = { path: '/contoso.example/*' };
   *     await fakes.injectFault({ times: 2, respond: { status: 503 } }, { match });
   */
  injectFault(steps: Step | Step[], options?: { match?: Match; tenant?: string }): Promise<string>;

  /** Tenants, applications, users and hosts; of one tenant, or all.
   *
   *     const { tenants: [contoso] } = await fakes.directory('contoso.example');
   */
  directory(tenant?: string): Promise<Directory>;
  /** Adds to it: an object, or the text of a file.
   *
   *     await fakes.mergeDirectory({ tenants: [{ id: 'contoso.example' }] });
   */
  mergeDirectory(directory: Directory | string): Promise<void>;
  /** Forgets what happened to a tenant; what it is stays.
   *
   *     await fakes.resetTenant('contoso.example');
   */
  resetTenant(tenant: string): Promise<void>;

  /** The fakes' time.
   *
   *     const before = await fakes.now();
   */
  now(): Promise<Date>;
  /** What is not given stays.
   *
   *     await fakes.setClock({ time: '2026-01-31T12:00:00Z', mode: 'frozen' });
   */
  setClock(clock: { time?: Date | string; mode?: 'follow' | 'frozen' | 'jump' }): Promise<void>;
  /** Moves the time on.
   *
   *     await fakes.advanceClock('70s');
   */
  advanceClock(duration: string): Promise<void>;

  /** The exchanges, oldest first.
   *
   *     (await fakes.journal({ match: { method: 'POST' } })).map((entry) => entry.aadsts);
   */
  journal(filter?: JournalFilter): Promise<JournalEntry[]>;
  /** The first `count` (1), as soon as they are there; DEADLINE_EXCEEDED if they are not in
   * `timeout` (30s).
   *
   *     await fakes.waitForRequests({ match: { path: '/contoso.example/*' }, timeout: '5s' });
   */
  waitForRequests(
    filter?: JournalFilter & { count?: number; timeout?: string },
  ): Promise<JournalEntry[]>;
  /** Forgets the exchanges.
   *
   *     await fakes.clearJournal();
   */
  clearJournal(): Promise<void>;
  /** Rejects with an AssertionError, which has all that differs, unless the requests were as
   * expected; `order` has names of expectations, `nothingElse` tolerates no other request.
   *
   *     await fakes.verify({ match: { method: 'POST' }, times: 1 }, { nothingElse: true });
   */
  verify(
    expectations: Expectation | Expectation[],
    options?: { order?: string[]; nothingElse?: boolean },
  ): Promise<void>;

  /** An access token, sound or with a flaw, with claims of one's own; for the environment's
   * application unless another is named.
   *
   *     const claims = { roles: ['Reader'] };
   *     await fakes.issueToken('https://vault.azure.net', { flaw: 'expired', claims });
   */
  issueToken(
    resource: string,
    options?: { clientId?: string; tenant?: string; flaw?: Flaw; claims?: object },
  ): Promise<string>;
  /** The device codes that were given out, and how far their sign-ins are.
   *
   *     const [{ user_code }] = await fakes.deviceCodes();
   */
  deviceCodes(tenant?: string): Promise<DeviceCode[]>;
  /** As if the user had entered the code and signed in.
   *
   *     await fakes.approveDeviceCode(user_code, 'ada@contoso.example');
   */
  approveDeviceCode(userCode: string, username: string): Promise<void>;
  /** As if the user had entered the code and cancelled.
   *
   *     await fakes.declineDeviceCode(user_code);
   */
  declineDeviceCode(userCode: string): Promise<void>;
}

export interface Ready {
  endpoints: Record<string, string>;
  address: string;
  limits: Record<string, number>;
  ca_file: string;
  control_token?: string;
  environment: Record<string, string>;
}

/** All that is given must hold; "*" stands for any text. */
export interface Match {
  method?: string;
  host?: string;
  path?: string;
  query?: Record<string, string>;
  form?: Record<string, string>;
  headers?: Record<string, string>;
}

/** Answers `times` requests, 1 if it is not given, -1 for all, in one of these ways. */
export interface Step {
  times?: number;
  delay?: string;
  respond?: { status: number; reason?: string; headers?: Record<string, string>; body?: string };
  pass?: {
    set_json?: Record<string, string>; remove_json?: string[]; set_headers?: Record<string, string>;
  };
  aadsts?: { code: number; values?: Record<string, string> };
  fault?: {
    kind: 'RESET' | 'CLOSE' | 'TRUNCATE_BODY' | 'GARBAGE' | 'HANG' | 'DRIP' | 'TLS_HANDSHAKE';
    drip_interval?: string;
  };
  outage?: {
    kind: 'NOT_READY' | 'GONE' | 'THROTTLED' | 'INTERNAL_ERROR' | 'BAD_GATEWAY' | 'GATEWAY_TIMEOUT'
      | 'NO_ANSWER' | 'UNAVAILABLE';
    retry_after?: string;
  };
}

/** Without any of the counts: at least one. */
export interface Expectation {
  name?: string;
  match?: Match;
  times?: number;
  at_least?: number;
  at_most?: number;
}

/** The fields are those of mock_server/scenario/directory.proto. */
export interface Directory {
  tenants?: any[];
  issuers?: any[];
  organizations?: any[];
  hosts?: any[];
  developer_tools?: any[];
}

export interface JournalFilter {
  match?: Match;
  tenant?: string;
  /** Only entries after this one. */
  since?: number | string;
}

/** One exchange, without its secrets; what says nothing is not there. */
export interface JournalEntry {
  sequence: string;
  time: string;
  host?: string;
  tenant?: string;
  method?: string;
  path?: string;
  query?: Parameter[];
  header_names?: string[];
  form?: Parameter[];
  assertions?: { parameter: string; header: object; claims: object }[];
  status?: number;
  fault?: string;
  answered_by?: string;
  near_miss?: string;
  client_request_id?: string;
  run?: string;
  exit_code?: number;
  oauth_error?: string;
  suberror?: string;
  aadsts?: number[];
  service_error_code?: string;
  reason?: string;
  trace_id?: string;
  correlation_id?: string;
  duration?: string;
  real_duration?: string;
  user_agent?: string;
}

export interface Parameter {
  name: string;
  value: string;
}

export interface DeviceCode {
  user_code: string;
  tenant: string;
  client_id: string;
  scope?: string;
  state: 'STATE_PENDING' | 'STATE_APPROVED' | 'STATE_DECLINED' | 'STATE_REDEEMED' | 'STATE_EXPIRED';
  issue_time: string;
  expire_time: string;
  polls: number;
  username?: string;
}

export type Flaw = 'expired' | 'not_yet_valid' | 'wrong_audience' | 'wrong_issuer' | 'tampered'
  | 'alg_none' | 'unknown_key';
