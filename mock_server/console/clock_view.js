// The fakes' time.
import { html, useState } from './preact_htm.js';
import { call } from './admin.js';
import { expiries } from './expiry.js';
import { Choice, Input, Told, useAnswer, useTold } from './widgets.js';

const MODES = { follow: 'MODE_FOLLOW', frozen: 'MODE_FROZEN', jump: 'MODE_JUMP' };
const MEANINGS = { follow: 'moves as real time does', frozen: 'moves only when it is told to',
                   jump: 'skips what somebody waits for' };
const STEPS = ['1m', '1h', '24h'];

export function ClockView() {
  const [changes, setChanges] = useState(0);
  const [time, setTime] = useState('');
  const [step, setStep] = useState('70s');
  const [told, runTold] = useTold();
  const clock = useAnswer(() => call('GetClock'), [changes]);
  const directory = useAnswer(async () => (await call('GetDirectory')).directory, []);
  const run = (name, request, text) => runTold(async () => {
    await call(name, request);
    setChanges(changes + 1);
  }, text);
  const mode = Object.keys(MODES).find((name) => MODES[name] === clock?.mode);
  const next = expiries(directory ?? {}).find(
      (expiry) => Date.parse(expiry.time) > Date.parse(clock?.time));
  const advance = (duration) => run('AdvanceClock', { duration }, `${duration} have passed.`);
  const submits = (action) => (event) => { event.preventDefault(); action(); };
  return html`<section class="tool"><h2>Clock</h2>
    <p class="now">${clock?.time ?? clock?.failed}</p>
    <${Choice} label="Mode" value=${mode} options=${Object.keys(MODES)}
      set=${(name) => run('SetClock', { mode: MODES[name] }, `The clock ${MEANINGS[name]}.`)} />
    <p>${MEANINGS[mode]}</p>
    <h3>Move it on</h3>
    <div class="choice">${STEPS.map((duration) => html`<button type="button"
      onClick=${() => advance(duration)}>${duration}</button>`)}</div>
    <form onSubmit=${submits(() => advance(step))}>
      <${Input} label="By" value=${step} set=${setStep} /><button>Advance</button></form>
    <form onSubmit=${submits(() => run('SetClock', { time }, 'The time is set.'))}>
      <${Input} label="To" value=${time} set=${setTime} placeholder="2026-01-31T12:00:00Z" />
      <button>Set</button></form>
    <h3>Next event</h3>
    ${next ? html`<p>${next.time}: ${next.what} expires.
        <button type="button" class="main" onClick=${() => run('SetClock', { time: next.time },
          `${next.what} has expired.`)}>Jump there</button></p>`
           : html`<p>Nothing of the directory expires after this.</p>`}
    <${Told} told=${told} />
  </section>`;
}
