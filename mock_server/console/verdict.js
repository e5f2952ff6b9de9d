// What the fakes thought of an exchange.
import { answerOf, codeOf, isFailure } from './exchanges.js';

const SCENARIO = /^scenario (\S+) rule (.+) step (\d+)$/;

// {id, rule, step} of the scenario that answered; undefined if the fake computed.
export function scenarioThatAnswered({ answered_by }) {
  const found = SCENARIO.exec(answered_by);
  return found && { id: found[1], rule: found[2], step: Number(found[3]) };
}

// One sentence each: what was answered, and who or what decided so.
export function verdictOf(entry) {
  const code = codeOf(entry);
  const answer = `${answerOf(entry)}${code && ` ${code}`}`;
  const scripted = scenarioThatAnswered(entry);
  let why = 'Every check passed.';
  if (scripted) {
    why = `Scenario ${scripted.id} answered: rule ${scripted.rule}, step ${scripted.step}.`;
  } else if (entry.reason) {
    why = `The check that failed: ${entry.reason}.`;
  } else if (isFailure(entry)) {
    why = 'The fake computed it, and says no more.';
  }
  return { title: `${isFailure(entry) ? 'Refused' : 'Granted'}: ${answer}`, why,
           failed: isFailure(entry) };
}

// In the order in which the fake looks at them: the first that is wrong ends it.
const ORDERS = {
  certificate: ['signature', 'sub', 'iss', 'aud', 'nbf', 'exp'],
  federated: ['iss', 'sub', 'aud', 'signature', 'nbf', 'exp'],
  user: ['signature', 'nbf', 'exp', 'aud'],
  authorization: ['signature', 'nbf', 'exp', 'aud', 'iat'],
};

function orderOf({ parameter, claims = {} }) {
  if (parameter === 'authorization') return ORDERS.authorization;
  if (parameter === 'assertion') return ORDERS.user;
  return String(claims.iss).includes('://') ? ORDERS.federated : ORDERS.certificate;
}

// [{name, value, judged}] of the signature and all claims: 'right', 'wrong', or '' for what the fake
// did not come to or does not look at.
export function judgedClaims(entry, assertion) {
  const order = orderOf(assertion);
  const failed = order.indexOf(entry.failed_claim);
  // Refused for something else: before anybody looked at an assertion, but after a service looked at
  // its caller's token.
  const came = assertion.parameter === 'authorization' && entry.status !== 401;
  const unseen = isFailure(entry) && !entry.failed_claim && !came;
  const judgedOf = (name) => {
    const place = order.indexOf(name);
    if (name === entry.failed_claim) return 'wrong';
    if (place < 0 || unseen) return '';
    return failed < 0 || place < failed ? 'right' : '';
  };
  const claims = { signature: assertion.header?.alg ?? '', ...assertion.claims };
  return Object.entries(claims).map(([name, value]) => ({ name, value, judged: judgedOf(name) }));
}

// [{rule, fields: [{field, text}]}]: the nearest rules of armed scenarios that did not match.
export function nearMisses({ near_miss }) {
  return near_miss.split('\n').filter(Boolean).map((line) => {
    const [, rule, differences] = /^(scenario \S+ rule [^:]+): (.*)$/.exec(line) ?? [null, line, ''];
    return { rule, fields: differences.split('; ').filter(Boolean).map((difference) => {
      const [, field, text] = /^([^:]+): (.*)$/.exec(difference) ?? [null, '', difference];
      return { field, text };
    }) };
  });
}
