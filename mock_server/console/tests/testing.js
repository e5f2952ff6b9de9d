// As much of a test framework as these tests need.
const tests = [];

export const test = (name, run) => tests.push({ name, run });

// What differs between two plain values shows in their JSON; Maps count as their entries.
const plain = (value) => JSON.stringify(value, (_, inner) => (inner instanceof Map ? [...inner] : inner), 1);

export function equal(actual, expected) {
  const [is, should] = [plain(actual), plain(expected)];
  if (is !== should) throw new Error(`expected ${should}\ngot ${is}`);
}

export function throws(run, text) {
  let said;
  try {
    run();
  } catch (error) {
    said = error.message;
  }
  equal(said, text);
}

// Runs them all; the page's text is then what failed, and the last line how many passed.
export function report() {
  const failures = tests.flatMap(({ name, run }) => {
    try {
      run();
      return [];
    } catch (error) {
      return [`${name}: ${error.stack}`];
    }
  });
  const done = document.createElement('pre');
  done.id = 'done';
  done.textContent = [...failures, `${tests.length - failures.length} passed`].join('\n');
  document.body.append(done);
}
