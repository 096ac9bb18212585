/** What goes on with the targets: requests, WebSockets, TCP connections. */
export interface InFlight {
  /**
   * Notes that something with a target has begun.
   *
   * @param cut - ends it before its time
   * @returns what to call when it has ended
   */
  begin(target: string, cut: () => void): () => void;
  /** Cuts what goes on with targets that are none any more. */
  cutOthers(targets: ReadonlySet<string>): void;
}

/** Nothing goes on yet. */
export function createInFlight(): InFlight {
  const byTarget = new Map<string, Set<() => void>>();
  return {
    begin(target, cut) {
      const here = byTarget.get(target) ?? new Set();
      byTarget.set(target, here);
      // One function may stand for several: each beginning needs a key of its own.
      const own = () => cut();
      here.add(own);
      return () => {
        here.delete(own);
        if (here.size === 0 && byTarget.get(target) === here) byTarget.delete(target);
      };
    },
    cutOthers(targets) {
      for (const [target, here] of byTarget) {
        if (!targets.has(target)) for (const cut of [...here]) cut();
      }
    },
  };
}
