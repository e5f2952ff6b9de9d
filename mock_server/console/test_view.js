// Make this a test, or a scenario.
import { html, useState } from './preact_htm.js';
import { call as ask } from './admin.js';
import { libraryIds } from './library.js';
import { scenarioOf } from './scenario_of.js';
import { frameOf, LANGUAGES } from './tests_of.js';
import { Area, Block, Choice, Told, useAnswer, useTold } from './widgets.js';

const SCENARIO = 'Scenario';
const CHOICES = [...LANGUAGES.map(({ label }) => label), SCENARIO];

function ScenarioMaker({ call }) {
  const [text, setText] = useState(scenarioOf(call));
  const [told, run] = useTold();
  const arm = () => run(() => ask('ArmScenario', { textproto: text }), 'It answers from now on.');
  return html`<${Area} label="The scenario of this exchange" rows="14" value=${text} set=${setText} />
    <button type="button" class="main" onClick=${arm}>Arm it</button><${Told} told=${told} />`;
}

export function TestMaker({ call }) {
  const [choice, setChoice] = useState();
  const library = useAnswer(libraryIds, []);
  const answer = useAnswer(() => ask('GetEnvironment'), []);
  const language = LANGUAGES.find(({ label }) => label === choice);
  const isReady = Array.isArray(library) && answer;
  return html`<section class="maker"><h3>Make this a test</h3>
    <${Choice} label="Make this a test" value=${choice} set=${setChoice} options=${CHOICES} />
    ${isReady && language && html`<${Block} name=${`Test for ${choice}`} label="Copy test"
      text=${language.make(frameOf(call, library, answer.environment ?? {}))} />`}
    ${choice === SCENARIO && html`<${ScenarioMaker} call=${call} />`}
  </section>`;
}
