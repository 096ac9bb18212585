/** What the engine remembers of a request; never its content. */
export interface JournalEntry {
  /** Engine time at which the request came in. */
  readonly at: Date;
  readonly region: string;
  /** The signing name (`ecs`, `elasticloadbalancing`, …); absent where the request was addressed to none. */
  readonly service?: string;
  readonly operation?: string;
  /** Whether the operation leaves the world as it is. */
  readonly readOnly: boolean;
  /** The HTTP status of the reply. */
  readonly status: number;
  /** The exception's name, when the request was refused. */
  readonly errorCode?: string;
  /** Real milliseconds from the request's last byte to the reply. */
  readonly durationMs: number;
}

/** The requests that came in, oldest first. */
export interface Journal {
  add(entry: JournalEntry): void;
  entries(): readonly JournalEntry[];
}

/** @param capacity - how many entries are kept; the oldest make room */
export function createJournal(capacity = 10_000): Journal {
  let kept: JournalEntry[] = [];
  return {
    add(entry) {
      kept.push(entry);
      // Trimmed now and then: moving the whole list for each request would cost more than the request.
      if (kept.length >= capacity * 2) kept = kept.slice(-capacity);
    },
    entries: () => kept.slice(-capacity),
  };
}
