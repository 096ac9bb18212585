/** Asks for each key once, however often it is wanted. Failures are remembered too: asked again, AWS would say the same. */
export function askOnce<Value>(ask: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const asked = new Map<string, Promise<Value>>();
  return (key) => {
    const known = asked.get(key);
    if (known) return known;
    const asking = ask(key);
    asked.set(key, asking);
    return asking;
  };
}
