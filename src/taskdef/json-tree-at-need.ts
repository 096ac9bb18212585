import type { JSONPath, Node, NodeType } from 'jsonc-parser';
import { JsonTexts } from './json-texts.js';

/** Strict JSON as a tree, as its content, and as a way to tell where in it something stands. */
export interface JsonTreeAtNeed {
  readonly root: Node;
  readonly content: unknown;
  /** The path to the text or to the name of a member that stands at an offset; undefined where neither does. */
  readonly pathAt: (offset: number) => JSONPath | undefined;
}

/**
 * Strict JSON, read by the built-in parser, as the tree that `jsonc-parser` would make of it. That one takes twenty times
 * as long for a large task definition, most of it for positions that nobody asks for where nothing is wrong. Here each
 * value finds its own when that is asked for.
 *
 * @returns undefined for what is no strict JSON, and for what the built-in parser does not tell whole: names that an
 * object has twice, or that are numbers, which it sorts
 */
export function jsonTreeAtNeed(json: string): JsonTreeAtNeed | undefined {
  try {
    const content: unknown = JSON.parse(json);
    if (!isWhole(json, content)) return undefined;
    const texts = new JsonTexts(json, content);
    return {
      root: new ValueAtNeed(texts, content, undefined),
      content,
      pathAt: (offset) => texts.pathAt(offset),
    };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The list or object that a node stands for, where it is at hand. */
export function contentOf(node: Node): object | undefined {
  if (!(node instanceof ValueAtNeed)) return undefined;
  return typeof node.content === 'object' && node.content !== null ? node.content : undefined;
}

/** Ends a name, and nothing else: within a text the quote is escaped, here as there. */
const NAME_END = /"[ \t\r\n]*:/g;
const NUMBER_AS_NAME = /"\d+"[ \t\r\n]*:/;
/** Quotes, colons, blanks and digits that are written otherwise than they are written again. */
const ESCAPED = /\\u00(?:2[02]|3[0-9a])/i;
/** Deeper than any task definition. */
const DEEPEST = 64;

/** Whether a text says no more than its content: then it has as many names as the text that the content makes. */
function isWhole(json: string, content: unknown): boolean {
  if (NUMBER_AS_NAME.test(json) || ESCAPED.test(json) || isDeep(content, DEEPEST)) return false;
  return json.match(NAME_END)?.length === JSON.stringify(content).match(NAME_END)?.length;
}

function isDeep(content: unknown, levels: number): boolean {
  if (typeof content !== 'object' || content === null) return false;
  if (levels === 0) return true;
  for (const one of Array.isArray(content) ? content : Object.values(content)) if (isDeep(one, levels - 1)) return true;
  return false;
}

/** A member of an object, made when that is walked over. */
class MemberAtNeed implements Node {
  readonly type = 'property';
  readonly children: [key: ValueAtNeed, value: ValueAtNeed];

  constructor(
    texts: JsonTexts,
    name: string,
    readonly content: unknown,
    private readonly above: ValueAtNeed,
  ) {
    this.children = [new ValueAtNeed(texts, name, this), new ValueAtNeed(texts, content, this)];
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

  /** Numbers the texts of this member and of its siblings. */
  number(): void {
    this.above.numberChildren();
  }
}

/** A value, made when what holds it is walked over. */
class ValueAtNeed implements Node {
  readonly type: NodeType;
  private items: ValueAtNeed[] | undefined;
  private members: MemberAtNeed[] | undefined;
  private start: number | undefined;
  private stop: number | undefined;
  /** The number of the first text in it. */
  private text: number | undefined;

  /** @param above - the member whose name or value it is, or the list that it is in */
  constructor(
    private readonly texts: JsonTexts,
    readonly content: unknown,
    private readonly above: MemberAtNeed | ValueAtNeed | undefined,
  ) {
    this.type = typeOf(content);
  }

  get value(): unknown {
    return typeof this.content === 'object' && this.content !== null ? undefined : this.content;
  }

  get children(): (ValueAtNeed | MemberAtNeed)[] | undefined {
    const { content, texts } = this;
    if (typeof content !== 'object' || content === null) return undefined;
    if (Array.isArray(content)) {
      this.items ??= content.map((item: unknown) => new ValueAtNeed(texts, item, this));
      return this.items;
    }
    this.members ??= Object.entries(content).map(([name, member]) => new MemberAtNeed(texts, name, member, this));
    return this.members;
  }

  get offset(): number {
    if (this.start === undefined) this.find();
    return this.start ?? 0;
  }

  /** The offset behind it. */
  get end(): number {
    this.stop ??= this.findEnd();
    return this.stop;
  }

  get length(): number {
    return this.end - this.offset;
  }

  /** Numbers the texts of what is in it: each begins behind those of the one before. What the last has is not asked. */
  numberChildren(): void {
    let text = this.firstText;
    let before: unknown;
    for (const item of this.items ?? []) {
      text += this.texts.textsOf(before);
      item.text = text;
      before = item.content;
    }
    for (const { children, content } of this.members ?? []) {
      text += this.texts.textsOf(before);
      children[0].text = text;
      children[1].text = text + 1;
      text += 1;
      before = content;
    }
  }

  private get firstText(): number {
    if (this.text === undefined) {
      if (this.above instanceof ValueAtNeed) this.above.numberChildren();
      else this.above?.number();
      this.text ??= 0;
    }
    return this.text;
  }

  private find(): void {
    const { json } = this.texts;
    if (this.type === 'string') this.start = this.texts.startOf(this.firstText);
    else if (this.above instanceof ValueAtNeed) this.above.findItems();
    else this.start = this.above ? past(COLON, json, this.above.children[0].end) : past(BLANK, json, 0);
  }

  private findEnd(): number {
    const { json } = this.texts;
    if (this.type === 'string') return this.texts.endOf(this.firstText);
    const { offset, children } = this;
    if (!children) return past(SCALAR, json, offset);
    return past(BLANK, json, children.at(-1)?.end ?? offset + 1) + 1;
  }

  /** One behind the other: each is found from the one before. */
  private findItems(): void {
    let at = this.offset + 1;
    for (const item of this.items ?? []) {
      item.start ??= past(COMMA, this.texts.json, at);
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
