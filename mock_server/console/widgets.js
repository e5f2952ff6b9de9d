// What the views share.
import { html, useCallback, useEffect, useState } from './preact_htm.js';

const SHOWN_MS = 1500;

// Copies `text`, and says so to everybody.
export function Copy({ text, label = 'Copy' }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return html`<button type="button" class="copy" onClick=${copy}>
    <span aria-live="polite">${copied ? 'Copied' : label}</span></button>`;
}

// Text that can be copied.
export const Block = ({ text, label, name }) => html`<div class="block">
  <pre tabindex="0" role="region" aria-label=${name ?? label ?? 'Text'}>${text}</pre>
  <${Copy} text=${text} label=${label} /></div>`;

export const Field = ({ label, children }) => html`<label class="field"><span>${label}</span>
  ${children}</label>`;

// A text field that tells each change.
export const Input = ({ label, value, set, ...rest }) => html`<${Field} label=${label}>
  <input ...${rest} value=${value} onInput=${({ target }) => set(target.value)} /><//>`;

export const Select = ({ label, value, set, options }) => html`<${Field} label=${label}>
  <select value=${value} onChange=${({ target }) => set(target.value)}>
    ${options.map(([option, text]) => html`<option value=${option}>${text}</option>`)}
  </select><//>`;

export const Area = ({ label, value, set, rows = 6 }) => html`<${Field} label=${label}>
  <textarea rows=${rows} spellcheck=${false} value=${value}
    onInput=${({ target }) => set(target.value)}></textarea><//>`;

// Buttons of which one is pressed.
export const Choice = ({ label, value, set, options }) => html`<div class="choice" role="group"
    aria-label=${label}>${options.map((option) => html`<button type="button"
      aria-pressed=${option === value} onClick=${() => set(option)}>${option}</button>`)}</div>`;

// What went wrong, or was done, last.
export const Told = ({ told }) => html`<p class=${`told ${told?.failed ? 'failed' : ''}`}
  role="status">${told?.text}</p>`;

// Runs what asks the service: [told, run], where run(action, text) says `text` when it is done.
export function useTold() {
  const [told, setTold] = useState();
  const run = useCallback(async (action, text) => {
    try {
      const answer = await action();
      setTold(text && { text });
      return answer;
    } catch (error) {
      setTold({ text: error.message, failed: true });
      return undefined;
    }
  }, []);
  return [told, run];
}

// An answer that is asked for again whenever one of `when` changes; undefined until it is there.
export function useAnswer(ask, when) {
  const [answer, setAnswer] = useState();
  useEffect(() => {
    let wanted = true;
    ask().then((value) => wanted && setAnswer(value),
               (error) => wanted && setAnswer({ failed: error.message }));
    return () => { wanted = false; };
  }, when);
  return answer;
}
