// A pasted error: what it is, and the same again.
import { html, useState } from './preact_htm.js';
import { call } from './admin.js';
import { Area, Block, Told, useTold } from './widgets.js';

export function ExplainView() {
  const [text, setText] = useState('');
  const [explained, setExplained] = useState();
  const [again, setAgain] = useState();
  const [told, run] = useTold();
  const explain = () => run(async () => setExplained(await call('Explain', { text })));
  const replay = () => run(async () => setAgain(await call('Reproduce', { text })));
  const arm = () => run(() => call('ArmScenario', { textproto: again.textproto }),
                        'The scenario answers from now on.');
  return html`<section class="tool"><h2>Explain</h2>
    <${Area} label="An error, as any SDK or tool wrote it" rows="10" value=${text} set=${setText} />
    <button type="button" class="main" disabled=${!text} onClick=${explain}>Explain</button>
    <button type="button" disabled=${!text} onClick=${replay}>Replay</button>
    <${Told} told=${told} />
    ${explained && html`<h3>${explained.rule || 'No rule is about this'}</h3>
      <${Block} name="Diagnosis" text=${explained.report} />`}
    ${again && html`<h3>Replayed: ${again.same ? 'the same' : 'different'}</h3>
      <${Block} name="Comparison" text=${again.report} />
      ${again.textproto && html`<${Block} name="Scenario" text=${again.textproto} />
        <button type="button" onClick=${arm}>Arm it</button>`}`}
  </section>`;
}
