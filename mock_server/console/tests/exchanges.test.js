import { filtered, MOST_ENTRIES } from './exchanges.js';
import { entryOf, exchangesOf, GRANTED, THROTTLED } from './entries.js';
import { equal, test } from './testing.js';

const NO_FILTER = { host: '', tenant: '', status: '', code: '', text: '' };
const triesOf = ({ calls }) => calls.map(({ tries }) => tries.map(({ sequence }) => sequence));

test('retries of one call are one row, with the time from the first to the last answer', () => {
  const exchanges = exchangesOf(THROTTLED, { time: '2026-01-31T12:00:02Z', duration: '0.500s', ...GRANTED });
  equal(triesOf(exchanges), [[1, 2]]);
  equal(exchanges.calls[0].milliseconds, 2500);
});

test('other requests of the same ID, and what follows a success, are rows of their own', () => {
  const other = { method: 'GET', path: '/common/discovery/keys', ...GRANTED };
  equal(triesOf(exchangesOf(THROTTLED, other, GRANTED, GRANTED)), [[1, 3], [2], [4]]);
});

test('without an ID a repetition right after a failure is a retry', () => {
  const none = { client_request_id: '' };
  equal(triesOf(exchangesOf({ ...THROTTLED, ...none }, { ...GRANTED, ...none }, { ...GRANTED, ...none })),
        [[1, 2], [3]]);
});

test('runs of tools are never retries', () => {
  const run = { run: 'az account get-access-token', exit_code: 1, status: 0, client_request_id: '' };
  equal(triesOf(exchangesOf(run, run)), [[1], [2]]);
});

test('what is forgotten, and what the page itself drops, is counted', () => {
  const exchanges = exchangesOf();
  exchanges.add(entryOf({ sequence: '8' }), 7);
  for (let i = 0; i < MOST_ENTRIES; i += 1) {
    exchanges.add(entryOf({ sequence: String(9 + i), client_request_id: `c${i}` }));
  }
  equal(exchanges.dropped + exchanges.calls.length, MOST_ENTRIES + 8);
  equal(exchanges.find(8), undefined);
  equal(exchanges.find(9 + MOST_ENTRIES - 1).entry.sequence, 8 + MOST_ENTRIES);
});

test('filters by host, tenant, status, code and text all must hold', () => {
  const { calls } = exchangesOf(
      { client_request_id: 'c1' },
      { client_request_id: 'c2', host: 'contoso.vault.azure.net', status: 403, aadsts: [],
        oauth_error: '', service_error_code: 'ForbiddenByRbac', tenant: '' },
      { client_request_id: 'c3', status: 0, fault: 'RESET', aadsts: [], oauth_error: '' },
      { client_request_id: 'c4', ...GRANTED });
  const shown = (filters) => filtered(calls, { ...NO_FILTER, ...filters })
      .map(({ last }) => last.sequence);
  equal(shown({}), [1, 2, 3, 4]);
  equal(shown({ host: 'vault' }), [2]);
  equal(shown({ tenant: 'Contoso' }), [1, 3, 4]);
  equal(shown({ status: '4xx' }), [1, 2]);
  equal(shown({ status: '401' }), [1]);
  equal(shown({ status: 'none' }), [3]);
  equal(shown({ code: 'AADSTS7000222' }), [1]);
  equal(shown({ code: '7000' }), [1]);
  equal(shown({ code: 'forbidden' }), [2]);
  equal(shown({ text: 'expired SECRET' }), [1, 2, 3]);
  equal(shown({ text: 'expired', code: 'forbidden' }), [2]);
});
