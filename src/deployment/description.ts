/** The shorter of the two limits that AWS's pages and tools name for a description. */
const LIMIT = 256;

/** What a deployment's description carries for programs, beside a sentence for people. */
export interface RunMarks {
  /** Recognises the deployment when the answer to its creation was lost. */
  readonly run: string | null;
  /** `family:revision` that served when it was created. */
  readonly from: string | null;
  /** The deployment whose version it restores, where it is a rollback by bg-deploy. */
  readonly restores: string | null;
}

/**
 * The description of a deployment: a sentence for people, then marks in brackets:
 * `web:42, commit 1a2b3c4 [bg-deploy run=9f… from=web:41]`. The sentence gives way where both do not fit.
 */
export function renderDescription(
  sentence: string,
  marks: { readonly run: string; readonly from?: string; readonly restores?: string },
): string {
  const written = [`run=${marks.run}`];
  if (marks.restores) written.push(`restores=${marks.restores}`);
  const withFrom = marks.from ? [...written, `from=${marks.from}`] : written;
  const inBrackets = (parts: readonly string[]) => `[bg-deploy ${parts.join(' ')}]`;
  // A family may be 255 characters long; the run key matters more than the way back, which ECS also knows.
  const tail = inBrackets(withFrom).length <= LIMIT ? inBrackets(withFrom) : inBrackets(written);
  const plain = sentence.replaceAll(/\s+/g, ' ').trim();
  const room = LIMIT - tail.length - 1;
  if (plain === '' || room < 2) return tail;
  return `${plain.length <= room ? plain : `${plain.slice(0, room - 1).trimEnd()}…`} ${tail}`;
}

/** The marks of a description; of one that bg-deploy did not write, none. */
export function readDescription(description: string | null): RunMarks {
  const tail = /\[bg-deploy ([^\]]*)\]\s*$/.exec(description ?? '')?.[1] ?? '';
  const mark = (name: string) => new RegExp(`(?:^| )${name}=(\\S+)`).exec(tail)?.[1] ?? null;
  return { run: mark('run'), from: mark('from'), restores: mark('restores') };
}

/** The sentence of a description, without the marks. */
export function describedFor(description: string | null): string {
  return (description ?? '').replace(/\s*\[bg-deploy [^\]]*\]\s*$/, '');
}
