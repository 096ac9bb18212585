/** Runs work, now or when it is its turn. */
export type Turn = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** Lets at most so many pieces of work run at the same time; the others wait in the order in which they came. */
export function atOnce(most: number): Turn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    // Whoever ends hands the place on, so that nobody who comes later takes it.
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
