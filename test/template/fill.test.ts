import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { fillTemplate } from '../../src/template/fill.js';
import type { Syntax } from '../../src/template/syntax.js';
import { readTemplate } from '../../src/template/template.js';
import { unfilledFindings } from '../../src/template/unfilled.js';
import { NO_VALUES, type ValueLayers } from '../../src/template/values.js';

const fill = (text: string, values: Partial<ValueLayers>, syntax: Syntax = 'json') =>
  fillTemplate(readTemplate('t', text, syntax), {
    values: { ...NO_VALUES, ...values },
    treatment: () => ({ kind: 'required' }),
  });

const anyValue = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\n', '${X}', '<X>', '{"a":1}', 'true', '007', '- x', 'a: b', '#', "'", '\u2028', ''),
);

describe('a value', () => {
  it('arrives in a JSON string as it was given, whatever is in it', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const { rendered } = fill('{"a": "x<X>y", "b": 1}', { set: { X: value } });
        expect(JSON.parse(rendered.text)).toEqual({ a: `x${value}y`, b: 1 });
      }),
    );
  });

  it('cannot change anything but its own place when it stands bare in JSON', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const { rendered } = fill('{"a": <X>, "b": 1}', { set: { X: value } });
        const read: unknown = JSON.parse(rendered.text);
        expect(read).toMatchObject({ b: 1 });
        expect(Object.keys(read as object)).toEqual(['a', 'b']);
      }),
    );
  });

  it('arrives in quoted and in bare YAML as it was given, or is refused', () => {
    // YAML has no way to write these unescaped, and folds line ends; what is asserted is: same text or a finding.
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const double = fill('a: "<X>"\nb: 1\n', { set: { X: value } }, 'yaml');
        expect(parseYaml(double.rendered.text)).toEqual({ a: value, b: 1 });
        const single = fill("a: '<X>'\nb: 1\n", { set: { X: value } }, 'yaml');
        if (single.findings.length === 0) expect(parseYaml(single.rendered.text)).toEqual({ a: value, b: 1 });
        const bare = fill('a: <X>\nb: 1\n', { set: { X: value } }, 'yaml');
        expect(Object.keys(parseYaml(bare.rendered.text))).toEqual(['a', 'b']);
      }),
    );
  });

  it.each([
    ['128', '{"memory": 128}'],
    ['true', '{"memory": true}'],
    ['["sh", "-c"]', '{"memory": ["sh", "-c"]}'],
    ['web', '{"memory": "web"}'],
    ['007', '{"memory": "007"}'],
    ['1, "x": 2', '{"memory": "1, \\"x\\": 2"}'],
  ])('%s standing bare in JSON becomes %s', (value, expected) => {
    expect(fill('{"memory": <M>}', { set: { M: value } }).rendered.text).toBe(expected);
  });

  it('that needs quotes is refused inside longer text without quotes', () => {
    const { findings } = fill('a: web-<X>\n', { set: { X: 'a: b' } }, 'yaml');
    expect(findings).toMatchObject([
      { place: { line: 1, column: 8 }, remedy: expect.stringContaining('double quotes') },
    ]);
  });
});

describe('a placeholder that stands for members or items', () => {
  const read = (text: string, values: Record<string, string>): unknown =>
    JSON.parse(fill(text, { set: values }).rendered.text);

  it.each([
    ['{"a": 1,\n<X>\n}', '"b": 2', { a: 1, b: 2 }],
    ['{"a": 1,\n<X>\n}', '"b": 2,', { a: 1, b: 2 }],
    ['{"a": 1,\n<X>\n}', '', { a: 1 }],
    ['{"a": 1\n<X>\n}', ', "b": 2', { a: 1, b: 2 }],
    ['{"a": 1\n<X>\n}', '', { a: 1 }],
    ['{\n<X>,\n"a": 1}', '', { a: 1 }],
    ['{\n<X>\n"a": 1}', '"b": 2', { a: 1, b: 2 }],
    ['{\n<X>\n"a": 1}', '', { a: 1 }],
    ['{"a": 1\n<X>\n"c": 3}', '', { a: 1, c: 3 }],
    ['{"a": 1\n<X>\n"c": 3}', '"b": 2', { a: 1, b: 2, c: 3 }],
    ['{<X>}', '', {}],
    ['[<X>]', '', []],
    ['[<X>]', '1, "b"', [1, 'b']],
    ['[<X>]', 'a, b', ['a, b']],
    ['[0, <X>, 9]', '', [0, 9]],
    ['[0, <X>]', '', [0]],
    ['[0 // <c>\n, // x\n<X>\n]', '{"b": 2},', [0, { b: 2 }]],
  ] as [string, string, unknown][])('%j with %j', (text, value, expected) => {
    expect(read(text, { X: value })).toEqual(expected);
  });

  it('brings its commas for any mixture of empty and full neighbours', () => {
    const element = fc.constantFrom('1', '<A>', '<B>');
    const separator = fc.constantFrom(',', '\n', ',\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(element, separator), { maxLength: 6 }), fc.boolean(), (elements, full) => {
        // Between two numbers nobody may leave the comma out.
        const text = elements
          .map(
            ([one, between], i) =>
              one + (i === elements.length - 1 ? '\n' : one === '1' && elements[i + 1]?.[0] === '1' ? ',' : between),
          )
          .join('');
        const numbers = elements.flatMap(([one]) => (one === '1' ? [1] : one === '<A>' ? (full ? [2, 3] : []) : []));
        expect(read(`[${text}]`, { A: full ? '2, 3' : '', B: '' })).toEqual(numbers);
      }),
    );
  });

  it('is refused where its value is no member', () => {
    expect(fill('{"a": 1,\n<X>\n}', { set: { X: 'b' } }).findings).toMatchObject([
      { rule: 'value-does-not-fit', message: expect.stringContaining('members of an object') },
    ]);
  });
});

describe('a value in a block of YAML', () => {
  const read = (text: string, X: string): unknown => parseYaml(fill(text, { set: { X } }, 'yaml').rendered.text);

  it('keeps its lines, indented as the block is', () => {
    expect(read('a:\n  - |\n    x <X>\n    y\nb: 1\n', '1\n\n- 2: "#\n')).toEqual({
      a: ['x 1\n\n- 2: "#\n\ny\n'],
      b: 1,
    });
  });

  it('arrives as it was given, or is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a"\'#:-|> \n\t😀{}\u0007\u2028\\') }), (value) => {
        for (const [text, expected] of [
          ['k: |-\n  x<X>y\nb: 1\n', { k: `x${value}y`, b: 1 }],
          ['k: >-\n  x<X>y\nb: 1\n', { k: `x${value}y`, b: 1 }],
        ] as const) {
          const { findings, rendered } = fill(text, { set: { X: value } }, 'yaml');
          if (findings.length === 0) expect(parseYaml(rendered.text)).toEqual(expected);
        }
      }),
    );
  });
});

describe('comments and trailing commas in JSON', () => {
  it('are left out, and said', () => {
    const { rendered, notes } = fill('{ // one\r\n "a": "<X>//", /* two */ "b": [1,],\r\n}', { set: { X: '/*' } });
    expect(JSON.parse(rendered.text)).toEqual({ a: '/*//', b: [1] });
    expect(notes).toEqual(['t: 2 comments and 2 trailing commas left out: JSON has none']);
  });
});

describe('any document', () => {
  const json = fc.json({ maxDepth: 3 });

  it('of JSON without placeholders keeps its content, whatever its layout', () => {
    fc.assert(
      fc.property(
        json,
        fc.constantFrom('\t', '  ', ''),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (text, indent, newline, mark) => {
          const value: unknown = JSON.parse(text);
          // What looks like a mark is another matter.
          fc.pre(
            !/[<{$#@%_[]./.test(
              JSON.stringify(value).replace(/[[{]|"(?:[^"\\]|\\.)*"/g, (one) => (one.length > 1 ? one : '')),
            ),
          );
          const laidOut = JSON.stringify(value, null, indent).replaceAll('\n', `${newline}// 😀 <no>${newline}`);
          const { rendered } = fill((mark ? '\uFEFF' : '') + laidOut, {});
          expect(JSON.parse(rendered.text)).toEqual(value);
        },
      ),
    );
  });
});

describe('where values come from', () => {
  const everywhere = {
    set: { A: 'set' },
    images: { A: 'image', B: 'image' },
    buildOutput: { A: 'file', B: 'file', C: 'file' },
    environment: { A: 'env', B: 'env', C: 'env', D: 'env' },
    values: { A: 'values', B: 'values', C: 'values', D: 'values', E: 'values' },
  };

  it('is --set, then the build, then the environment, then values:', () => {
    const { rendered } = fill('"<A> <B> <C> <D> <E>"', everywhere);
    expect(rendered.text).toBe('"set image file env values"');
  });

  it('takes an empty environment variable for a forgotten one, and an empty --set for meant', () => {
    const { rendered, unfilled } = fill('"<A>", "<B>"', { set: { A: '' }, environment: { B: '' } });
    expect(rendered.text).toBe('"", "<B>"');
    expect(unfilledFindings(unfilled, { ...NO_VALUES, environment: { B: '' } })[0]?.message).toContain(
      'the environment variable B is empty',
    );
  });

  it('is no inherited property of an object', () => {
    expect(fill('"<constructor>"', {}).unfilled).toHaveLength(1);
  });

  it('falls back to what ${NAME:-fallback} says', () => {
    expect(fill('"${A:-x}", "${B:-y}"', { set: { A: '1' } }).rendered.text).toBe('"1", "y"');
  });

  it('leaves the text of an escape without its first dollar', () => {
    expect(fill('"$$A $${B} $$"', { set: { A: '1' } }).rendered.text).toBe('"$A ${B} $$"');
  });
});

describe('placeholders without a value', () => {
  const values = { ...NO_VALUES, values: { SERVICE_PORT: '80' }, environment: { SECRET_TOKEN: 'hunter2' } };

  it('are one finding per name, with every place, a way out and the name that was probably meant', () => {
    const { unfilled } = fill('{"a": "<SERVICE_PROT>",\n "b": <SERVICE_PROT>, "c": "<OTHER>"}', values);
    const findings = unfilledFindings(unfilled, values);
    expect(findings.map(({ message }) => message)).toEqual([
      '<SERVICE_PROT> has no value (also at 2:7)',
      '<OTHER> has no value',
    ]);
    expect(findings[0]?.place).toEqual({ file: 't', line: 1, column: 8 });
    expect(findings[0]?.remedy).toContain('--set SERVICE_PROT=');
    expect(findings[0]?.remedy).toContain('Did you mean SERVICE_PORT');
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('say so when they are an expression', () => {
    const { unfilled } = fill('"{{ X | upper }}"', { set: { X: 'x' } });
    expect(unfilledFindings(unfilled, NO_VALUES)[0]?.message).toContain('an expression of Go templates or Jinja');
  });
});

describe('the rendered text', () => {
  it('knows for every copied character where it stood in the template', () => {
    const piece = fc.oneof(
      fc.constantFrom('<A>', '${B}', '{{C}}'),
      fc.string({ unit: fc.constantFrom(...'abc 😀\r\n\t,:') }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.boolean(), (pieces, mark) => {
        const template = (mark ? '\uFEFF' : '') + pieces.join('|');
        const lines = template.split(/\r\n|\n|\r/);
        const { rendered } = fill(template, { set: { A: 'ZZZZ', B: '', C: 'Z\\' } });
        for (let offset = 0; offset < rendered.text.length; offset++) {
          const character = rendered.text.charAt(offset);
          if (character === 'Z' || character === '"' || character === '\\' || /[\r\n]/.test(character)) continue;
          const { line = 0, column = 0 } = rendered.placeAt(offset);
          expect(lines[line - 1]?.charAt(column - 1)).toBe(character);
        }
      }),
    );
  });

  it('changes nothing that is no placeholder', () => {
    const text = '{\r\n\t"a": "😀 $1 %d {0}",\t"b": null }\r\n';
    expect(fill(text, {}).rendered.text).toBe(text);
  });

  it('quotes the template, never a value', () => {
    const { rendered } = fill('{"a": "x-<A>-y"}', { environment: { A: 'hunter2' } });
    const start = rendered.text.indexOf('"x-');
    expect(rendered.templateText(start, rendered.text.length - 1)).toBe('"x-<A>-y"');
    expect(rendered.templateText(start + 3, start + 10)).toBe('<A>');
  });

  it('loses a byte order mark and nothing else', () => {
    expect(fill('\uFEFF{"a": 1}', {}).rendered.text).toBe('{"a": 1}');
  });
});
