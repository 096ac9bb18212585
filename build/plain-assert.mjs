// Stands in for `node:assert` in the bundled command line, where yargs asks whether two values are the same and nothing
// else. The real one takes as long to load as a whole command line takes to be read.
export function strictEqual(actual, expected, message) {
  if (!Object.is(actual, expected)) throw new Error(message ?? `${actual} is not ${expected}`);
}

export function notStrictEqual(actual, expected, message) {
  if (Object.is(actual, expected)) throw new Error(message ?? `${actual} is not to be ${expected}`);
}
