import type { JSONPath } from 'jsonc-parser';
import { lastUpTo } from '../domain/last-up-to.js';

/** A member or an item: the step to it from what it is in. */
interface Step {
  readonly above: Step | undefined;
  readonly step: string | number;
}

/** The texts of a document, numbered in their order; names of members are texts too. */
export class JsonTexts {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  /** Where the next text begins; -1 behind the last. */
  private next: number;
  private readonly counts = new Map<object, number>();
  private steps: readonly (Step | undefined)[] | undefined;

  constructor(
    readonly json: string,
    private readonly content: unknown,
  ) {
    this.next = json.indexOf('"');
  }

  /** Where a text begins, at its quote. */
  startOf(text: number): number {
    while (this.starts.length <= text && this.next !== -1) this.readText();
    return known(this.starts[text]);
  }

  /** The offset behind a text and its quote. */
  endOf(text: number): number {
    this.startOf(text);
    return known(this.ends[text]);
  }

  /** How many texts a value has in it. */
  textsOf(content: unknown): number {
    if (typeof content === 'string') return 1;
    if (typeof content !== 'object' || content === null) return 0;
    const counted = this.counts.get(content);
    if (counted !== undefined) return counted;
    let count = 0;
    if (Array.isArray(content)) for (const item of content) count += this.textsOf(item);
    else for (const member of Object.values(content)) count += 1 + this.textsOf(member);
    this.counts.set(content, count);
    return count;
  }

  /** The path to the text that stands at an offset, undefined where none does. */
  pathAt(offset: number): JSONPath | undefined {
    while (this.next !== -1 && this.next <= offset) this.readText();
    const text = lastUpTo(this.starts.length, (index) => known(this.starts[index]), offset);
    if (text === -1 || offset >= known(this.ends[text])) return undefined;
    this.steps ??= stepsTo(this.content);
    const path: JSONPath = [];
    for (let at = this.steps[text]; at; at = at.above) path.push(at.step);
    return path.reverse();
  }

  private readText(): void {
    const { json, next } = this;
    let close = json.indexOf('"', next + 1);
    while (json[close - 1] === '\\' && isEscaped(json, close)) close = json.indexOf('"', close + 1);
    this.starts.push(next);
    this.ends.push(close + 1);
    this.next = json.indexOf('"', close + 1);
  }
}

function known(one: number | undefined): number {
  if (one === undefined) throw new Error('two readings of one JSON text differ');
  return one;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json[before] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

/** The step to each text. */
function stepsTo(content: unknown): (Step | undefined)[] {
  const steps: (Step | undefined)[] = [];
  const enter = (value: unknown, at: Step | undefined) => {
    if (typeof value === 'string') steps.push(at);
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      let index = 0;
      for (const item of value) {
        enter(item, { above: at, step: index });
        index += 1;
      }
      return;
    }
    for (const [name, member] of Object.entries(value)) {
      const step = { above: at, step: name };
      steps.push(step);
      enter(member, step);
    }
  };
  enter(content, undefined);
  return steps;
}
