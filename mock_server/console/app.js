// The page: which view is shown, and the exchanges that all of them go by.
import { html, render, useCallback, useEffect, useRef, useState } from './preact_htm.js';
import { onTokenNeeded, watch } from './admin.js';
import { ClockView } from './clock_view.js';
import { DirectoryView } from './directory_view.js';
import { Exchanges, normalised } from './exchanges.js';
import { ExchangesView } from './exchanges_view.js';
import { ExplainView } from './explain_view.js';
import { FaultsView } from './faults_view.js';
import { ScenariosView } from './scenarios_view.js';
import { TokensView } from './tokens_view.js';
import { formatState, parseState, VIEWS } from './url_state.js';

const VIEW_OF = { exchanges: ExchangesView, scenarios: ScenariosView, faults: FaultsView,
                  directory: DirectoryView, clock: ClockView, tokens: TokensView,
                  explain: ExplainView };

// The journal as it grows; `version` changes with it, at most once a frame.
function useExchanges() {
  const exchanges = useRef(new Exchanges());
  const [version, setVersion] = useState(0);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    let waiting = false;
    const draw = () => { waiting = false; setVersion((before) => before + 1); };
    watch(({ connected, answers = [] }) => {
      if (connected !== undefined) setLive(connected);
      for (const { entry, forgotten } of answers) {
        if (entry) exchanges.current.add(normalised(entry), Number(forgotten ?? 0));
      }
      if (answers.length && !waiting) {
        waiting = true;
        requestAnimationFrame(draw);
      }
    }, end.signal);
    // A page that the browser keeps for "back" must not keep one of its few connections.
    const onHide = () => end.abort();
    const onShow = ({ persisted }) => persisted && location.reload();
    addEventListener('pagehide', onHide);
    addEventListener('pageshow', onShow);
    return () => {
      end.abort();
      removeEventListener('pagehide', onHide);
      removeEventListener('pageshow', onShow);
    };
  }, []);
  return { exchanges: exchanges.current, version, isLive };
}

// The state in the page's address.
function useUrlState() {
  const [state, setState] = useState(parseState(location.search));
  useEffect(() => {
    const onBack = () => setState(parseState(location.search));
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, []);
  const change = useCallback((next) => {
    const isOther = parseState(location.search).view !== next.view;
    history[isOther ? 'pushState' : 'replaceState'](null, '', location.pathname + formatState(next));
    setState(next);
  }, []);
  return [state, change];
}

function TokenDialog() {
  const dialog = useRef();
  const [wanted, setWanted] = useState();
  useEffect(() => onTokenNeeded((why) => new Promise((resolve) => {
    setWanted({ why, resolve });
    if (!dialog.current.open) dialog.current.showModal();
  })), []);
  const onSubmit = (event) => {
    event.preventDefault();
    const field = event.target.elements.token;
    dialog.current.close();
    wanted.resolve(field.value);
    field.value = '';
  };
  return html`<dialog ref=${dialog} aria-label="Control token"><form onSubmit=${onSubmit}>
    <p>${wanted?.why}. azmock serve prints it as control_token.</p>
    <label class="field"><span>Control token</span>
      <input name="token" type="password" autocomplete="off" required /></label>
    <button class="main">Use it</button></form></dialog>`;
}

const titled = (view) => view[0].toUpperCase() + view.slice(1);

function App() {
  const [state, setState] = useUrlState();
  const journal = useExchanges();
  const View = VIEW_OF[state.view];
  const go = (view) => (event) => {
    event.preventDefault();
    setState({ ...state, view });
  };
  return html`<header class="top">
      <h1>azmock</h1>
      <nav aria-label="Views">${VIEWS.map((view) => html`<a
        href=${location.pathname + formatState({ ...state, view })} onClick=${go(view)}
        aria-current=${view === state.view ? 'page' : undefined}>${titled(view)}</a>`)}</nav>
      <p class=${`live ${journal.isLive ? 'on' : ''}`} role="status">${
        journal.isLive ? 'live' : 'connecting…'}</p>
    </header>
    <main><${View} ...${journal} state=${state} setState=${setState} /></main>
    <${TokenDialog} />`;
}

render(html`<${App} />`, document.getElementById('app'));
