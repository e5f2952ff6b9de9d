import { judgedClaims, nearMisses, verdictOf } from './verdict.js';
import { entryOf, GRANTED } from './entries.js';
import { equal, test } from './testing.js';

const BY_SCENARIO = { answered_by: 'scenario throttled rule token step 0' };
const judged = (entry, assertion) => judgedClaims(entry, assertion)
    .map(({ name, judged: how }) => `${name} ${how}`);

test('a verdict says what was answered, and who or what decided so', () => {
  equal(verdictOf(entryOf({})), {
    title: 'Refused: 401 AADSTS7000222', why: 'The check that failed: the secret has expired.', failed: true });
  equal(verdictOf(entryOf({ ...GRANTED })), {
    title: 'Granted: 200', why: 'Every check passed.', failed: false });
  equal(verdictOf(entryOf({ ...GRANTED, status: 503, ...BY_SCENARIO })), {
    title: 'Refused: 503', why: 'Scenario throttled answered: rule token, step 0.', failed: true });
  equal(verdictOf(entryOf({ ...GRANTED, status: 0, fault: 'RESET' })).title, 'Refused: RESET');
});

test('claims before the one that failed are right, those after it were not looked at', () => {
  const assertion = { parameter: 'client_assertion', header: { alg: 'PS256' },
                      claims: { aud: 'x', exp: 1, iss: 'a', jti: 'j', nbf: 0, sub: 'a' } };
  equal(judged(entryOf({ failed_claim: 'aud' }), assertion),
        ['signature right', 'aud wrong', 'exp ', 'iss right', 'jti ', 'nbf ', 'sub right']);
  equal(judged(entryOf({ ...GRANTED }), assertion),
        ['signature right', 'aud right', 'exp right', 'iss right', 'jti ', 'nbf right', 'sub right']);
  equal(judged(entryOf({ status: 400 }), { ...assertion, claims: { iss: 'a' } }),
        ['signature ', 'iss ']);
});

test('another issuer is looked at before the signature', () => {
  const assertion = { parameter: 'client_assertion', header: { alg: 'RS256' },
                      claims: { iss: 'https://ci.example', sub: 's', aud: 'x' } };
  equal(judged(entryOf({ failed_claim: 'sub' }), assertion),
        ['signature ', 'iss right', 'sub wrong', 'aud ']);
});

test('near misses are told field by field', () => {
  const near_miss = 'scenario a rule 0: method: expected "GET", got "POST"; path: expected "/x", got "/y"\n' +
      'scenario b rule token: its steps are used up';
  equal(nearMisses(entryOf({ near_miss })), [
    { rule: 'scenario a rule 0', fields: [
      { field: 'method', text: 'expected "GET", got "POST"' },
      { field: 'path', text: 'expected "/x", got "/y"' }] },
    { rule: 'scenario b rule token', fields: [{ field: '', text: 'its steps are used up' }] }]);
  equal(nearMisses(entryOf({})), []);
});
