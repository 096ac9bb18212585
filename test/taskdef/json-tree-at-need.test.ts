import fc from 'fast-check';
import { type JSONPath, type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { jsonTreeAtNeed } from '../../src/taskdef/json-tree-at-need.js';

/** What both trees say of a node; the members of the other one that nobody reads are left out. */
interface Said {
  readonly type: string;
  readonly value: unknown;
  readonly offset: number;
  readonly length: number;
  readonly children: readonly Said[] | undefined;
}

const said = ({ type, value, offset, length, children }: Node): Said => ({
  type,
  value: children ? undefined : value,
  offset,
  length,
  children: children?.map(said),
});

/** The positions of the last first: none may depend on what was asked before. */
function saidBackwards(node: Node): Said {
  const children = node.children && [...node.children].reverse().map(saidBackwards).reverse();
  const { type, value, length, offset } = node;
  return { type, value, offset, length, children };
}

function textsUnder(node: Node, path: JSONPath): { node: Node; path: JSONPath }[] {
  const children = node.children ?? [];
  if (node.type === 'string') return [{ node, path }];
  if (node.type === 'array') return children.flatMap((item, index) => textsUnder(item, [...path, index]));
  return children.flatMap(({ children: [key, value] = [] }) => {
    const inside = [...path, String(key?.value)];
    return [key, value].flatMap((one) => (one ? textsUnder(one, inside) : []));
  });
}

const name = fc.oneof(
  fc.string({ unit: 'grapheme' }).filter((one) => !/^\d/.test(one)),
  fc.constantFrom('', '"', '\\', '\\"', 'a"b', '{', ': ', '__proto__', 'constructor', '😀', '\u0000'),
);
const json = fc.letrec<{ value: unknown; list: unknown[]; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    name,
    fc.constantFrom(null, true, false, 0, -0.5, 1e21, 1e-7),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value')),
  object: fc
    .uniqueArray(fc.tuple(name, tie('value')), { selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries)),
}));
const document = fc
  .tuple(json.value, fc.constantFrom('', ' ', '\t', '   '), fc.constantFrom('\n', '\r\n', ' \n\n '), fc.boolean())
  .map(([value, indent, lineEnd, around]) => {
    const text = JSON.stringify(value, null, indent).replaceAll('\n', lineEnd);
    return around ? ` \n${text}\t` : text;
  });

describe('a JSON tree that finds its positions when they are asked for', () => {
  it('says of every value what a tree says that has them all', () => {
    fc.assert(
      fc.property(document, (text) => {
        const whole = parseTree(text);
        const atNeed = jsonTreeAtNeed(text)?.root;
        if (!whole || !atNeed) throw new Error(`not read: ${text}`);
        expect(saidBackwards(atNeed)).toEqual(said(whole));
        expect(said(atNeed)).toEqual(said(whole));
      }),
      { numRuns: 1000 },
    );
  });

  it('tells the path to each text, and to nothing else', () => {
    fc.assert(
      fc.property(document, (text) => {
        const whole = parseTree(text);
        const atNeed = jsonTreeAtNeed(text);
        if (!whole || !atNeed) throw new Error(`not read: ${text}`);
        const expected: (JSONPath | undefined)[] = Array.from({ length: text.length + 1 }, () => undefined);
        for (const { node, path } of textsUnder(whole, [])) expected.fill(path, node.offset, node.offset + node.length);
        expect(Array.from({ length: text.length + 1 }, (_, offset) => atNeed.pathAt(offset))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['names that an object has twice', '{"a": 1, "a": {"b": 2}}'],
    ['names that are numbers, which an object would sort', '{"b": 1, "10": 2, "9": 3}'],
    ['names that would pass for others', String.raw`{"a": 1, "a": 2, "b": "\u0022:"}`],
    ['numbers as names, escaped', String.raw`{"b": 1, "\u0031": "x"}`],
    ['comments', '{"a": 1 /* one */}'],
    ['a comma too much', '{"a": [1, ]}'],
    ['a mark of byte order', '\uFEFF{}'],
    ['lists in lists without end', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['nothing', ''],
  ])('leaves %s to the other parser', (_what, text) => {
    expect(jsonTreeAtNeed(text)).toBeUndefined();
  });
});
