import type { Node, NodeType } from 'jsonc-parser';

/**
 * Strict JSON, read by the built-in parser, as the tree that `jsonc-parser` would make of it. That one takes twenty times
 * as long for a large task definition, most of it for positions that nobody asks for where nothing is wrong. Here only
 * the texts, in which placeholders stand, know theirs; the others are found from them when they are asked for.
 *
 * @returns undefined for what is no strict JSON, and for what the built-in parser does not tell whole: names that an
 * object has twice, or that are numbers, which it sorts
 */
export function jsonTreeAtNeed(json: string): Node | undefined {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return undefined;
  }
  const texts = textsIn(json);
  const behind = new Map<unknown, number>();
  if (countTexts(content, behind, 0, DEEPEST) !== texts.length) return undefined;
  return new ValueAtNeed({ json, texts, behind }, content, 0, undefined);
}

/** Deeper than any task definition. */
const DEEPEST = 64;

interface Document {
  readonly json: string;
  /** Where each text begins and ends, quotes included; names of members are texts too. */
  readonly texts: readonly Span[];
  /** The number of the text behind each object and list. */
  readonly behind: ReadonlyMap<unknown, number>;
}

type Span = readonly [start: number, end: number];

function textsIn(json: string): Span[] {
  const spans: Span[] = [];
  for (let start = json.indexOf('"'); start !== -1; ) {
    let close = json.indexOf('"', start + 1);
    while (isEscaped(json, close)) close = json.indexOf('"', close + 1);
    spans.push([start, close + 1]);
    start = json.indexOf('"', close + 1);
  }
  return spans;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json[before] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

/**
 * Counts texts in the order of the document.
 *
 * @returns the number of the text behind this value; `NaN` where the order is doubtful
 */
function countTexts(content: unknown, behind: Map<unknown, number>, before: number, levels: number): number {
  if (typeof content === 'string') return before + 1;
  if (typeof content !== 'object' || content === null) return before;
  if (levels === 0) return Number.NaN;
  let count = before;
  if (Array.isArray(content)) {
    for (const item of content) count = countTexts(item, behind, count, levels - 1);
  } else {
    for (const [name, member] of Object.entries(content)) {
      count = /^\d/.test(name) ? Number.NaN : countTexts(member, behind, count + 1, levels - 1);
    }
  }
  behind.set(content, count);
  return count;
}

/** A member of an object, made when that is walked over. */
class MemberAtNeed implements Node {
  readonly type = 'property';
  readonly children: [key: ValueAtNeed, value: ValueAtNeed];

  constructor(document: Document, name: string, content: unknown, text: number) {
    this.children = [new ValueAtNeed(document, name, text, this), new ValueAtNeed(document, content, text + 1, this)];
  }

  get offset(): number {
    return this.children[0].offset;
  }

  get end(): number {
    return this.children[1].end;
  }

  get length(): number {
    return this.end - this.offset;
  }
}

/** A value, made when what holds it is walked over. */
class ValueAtNeed implements Node {
  readonly type: NodeType;
  private items: ValueAtNeed[] | undefined;
  private members: MemberAtNeed[] | undefined;
  private start: number | undefined;

  /**
   * @param text - the number of the first text in it
   * @param above - the member whose name or value it is, or the list that it is in
   */
  constructor(
    private readonly document: Document,
    private readonly content: unknown,
    private readonly text: number,
    private readonly above: MemberAtNeed | ValueAtNeed | undefined,
  ) {
    this.type = typeOf(content);
    if (this.type === 'string') this.start = document.texts[text]?.[0];
  }

  get value(): unknown {
    return typeof this.content === 'object' && this.content !== null ? undefined : this.content;
  }

  get children(): (ValueAtNeed | MemberAtNeed)[] | undefined {
    const { content, document } = this;
    if (typeof content !== 'object' || content === null) return undefined;
    let { text } = this;
    if (Array.isArray(content)) {
      this.items ??= content.map((item: unknown) => {
        const made = new ValueAtNeed(document, item, text, this);
        text = textBehind(item, text, document);
        return made;
      });
      return this.items;
    }
    this.members ??= Object.entries(content).map(([name, member]) => {
      const made = new MemberAtNeed(document, name, member, text);
      text = textBehind(member, text + 1, document);
      return made;
    });
    return this.members;
  }

  get offset(): number {
    if (this.start === undefined) this.find();
    return this.start ?? 0;
  }

  /** The offset behind it. */
  get end(): number {
    const { document, offset, children } = this;
    if (this.type === 'string') return document.texts[this.text]?.[1] ?? offset;
    if (!children) return past(SCALAR, document.json, offset);
    return past(BLANK, document.json, children.at(-1)?.end ?? offset + 1) + 1;
  }

  get length(): number {
    return this.end - this.offset;
  }

  private find(): void {
    const { json } = this.document;
    if (this.above instanceof ValueAtNeed) this.above.findItems();
    else this.start = this.above ? past(COLON, json, this.above.children[0].end) : past(BLANK, json, 0);
  }

  /** One behind the other: each is found from the one before. */
  private findItems(): void {
    let at = this.offset + 1;
    for (const item of this.items ?? []) {
      item.start ??= past(COMMA, this.document.json, at);
      at = item.end;
    }
  }
}

const BLANK = /\s*/y;
const COLON = /\s*:\s*/y;
const COMMA = /\s*,?\s*/y;
const SCALAR = /[\w.+-]+/y;

function past(pattern: RegExp, json: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(json);
  return pattern.lastIndex;
}

/** The number of the text behind a value whose first text has this one. */
function textBehind(content: unknown, text: number, { behind }: Document): number {
  return typeof content === 'string' ? text + 1 : (behind.get(content) ?? text);
}

function typeOf(content: unknown): NodeType {
  if (content === null) return 'null';
  if (Array.isArray(content)) return 'array';
  switch (typeof content) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'object';
  }
}
