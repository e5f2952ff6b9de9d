// The calls, one row each: only those in sight are on the page.
import { html, useEffect, useLayoutEffect, useRef, useState } from './preact_htm.js';
import { answerOf, codeOf, isFailure } from './exchanges.js';

const BEYOND = 8;  // rows above and below those in sight
const NARROW = matchMedia('(max-width: 700px)');

const rowHeight = () => (NARROW.matches ? 48 : 30);

function durationText(milliseconds) {
  if (!milliseconds) return '';
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}

const triesText = ({ tries, milliseconds }) =>
    [tries.length > 1 && `${tries.length} tries`, durationText(milliseconds)].filter(Boolean).join(' ');

// Tenants are recognised by how they begin.
const shortPath = (path) => path.replace(/([\da-f]{8})(-[\da-f]{4}){3}-[\da-f]{12}/gi, '$1…');

const timeText = ({ time }) => time.slice(11, 19);

function Row({ call, index, count, height, selected, onClick }) {
  const { last, tries } = call;
  const failed = isFailure(last);
  return html`<div role="option" id=${`row-${last.sequence}`} class=${`row ${failed ? 'failed' : ''}`}
      aria-selected=${selected} aria-posinset=${index + 1} aria-setsize=${count}
      style=${{ top: `${index * height}px`, height: `${height}px` }} onClick=${onClick}>
    <span class="time">${timeText(tries[0])}</span>
    <span class="answer">${answerOf(last)}</span>
    <span class="method">${last.run ? 'run' : last.method}</span>
    <span class="where" title=${last.path}><b>${last.host}</b>${last.run || shortPath(last.path)}</span>
    <span class="code">${codeOf(last)}</span>
    <span class="tries">${triesText(call)}</span>
    <span class="client">${last.user_agent}</span>
  </div>`;
}

export function List({ calls, selected, select, open }) {
  const box = useRef();
  const [sight, setSight] = useState({ top: 0, height: 600 });
  const [height, setHeight] = useState(rowHeight());
  const look = () => setSight({ top: box.current.scrollTop, height: box.current.clientHeight });

  useEffect(() => {
    const measure = () => { setHeight(rowHeight()); look(); };
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  // Whoever is at the end stays there; whoever looks at something else is not moved.
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (atEnd.current) box.current.scrollTop = calls.length * height;
  }, [calls.length, height]);
  const onScroll = () => {
    const { scrollTop, clientHeight, scrollHeight } = box.current;
    atEnd.current = scrollTop + clientHeight >= scrollHeight - height;
    look();
  };

  const chosen = calls.findIndex(({ tries }) => tries.some(({ sequence }) => sequence === selected));
  useEffect(() => {
    if (chosen < 0) return;
    const { scrollTop, clientHeight } = box.current;
    const top = chosen * height;
    if (top < scrollTop) box.current.scrollTop = top;
    if (top + height > scrollTop + clientHeight) box.current.scrollTop = top + height - clientHeight;
  }, [selected]);

  const first = Math.max(0, Math.floor(sight.top / height) - BEYOND);
  const end = first + Math.ceil(sight.height / height) + 2 * BEYOND;
  const active = chosen >= first && chosen < end ? `row-${calls[chosen].last.sequence}` : undefined;
  return html`<div class="list" ref=${box} onScroll=${onScroll} role="listbox" tabindex="0"
      aria-label="Exchanges" aria-activedescendant=${active}>
    <div role="presentation" style=${{ height: `${calls.length * height}px` }}>
      ${calls.slice(first, end).map((call, i) => html`<${Row} key=${call.tries[0].sequence}
        call=${call} index=${first + i} count=${calls.length} height=${height}
        selected=${first + i === chosen}
        onClick=${() => { select(call.last.sequence); open(); }} />`)}
    </div></div>`;
}
