// The page's state as its address says it, so that a link shows the same again.
export const VIEWS = ['exchanges', 'scenarios', 'faults', 'directory', 'clock', 'tokens', 'explain'];
export const FILTERS = ['host', 'tenant', 'status', 'code', 'text'];

// {view, selected, filters}: `selected` is a sequence number, 0 for none.
export function parseState(search) {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  return {
    view: VIEWS.includes(view) ? view : VIEWS[0],
    selected: Number.parseInt(query.get('selected'), 10) || 0,
    filters: Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ''])),
  };
}

// What is as it is at first is left out.
export function formatState({ view, selected, filters }) {
  const query = new URLSearchParams();
  if (view !== VIEWS[0]) query.set('view', view);
  if (selected) query.set('selected', selected);
  for (const name of FILTERS) if (filters[name]) query.set(name, filters[name]);
  const text = query.toString();
  return text && `?${text}`;
}
