// Server-sent events from the text of a response, which comes in pieces. EventSource can't send the
// control token.
export class EventParser {
  #rest = '';

  // The events that are complete by now: {id, event, data}.
  push(text) {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop();
    return blocks.map(parseBlock).filter(({ data }) => data !== undefined);
  }
}

function parseBlock(block) {
  const event = {};
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) event[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
  }
  return event;
}
