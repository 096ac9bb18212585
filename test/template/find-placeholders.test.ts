import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPlaceholders } from '../../src/template/find-placeholders.js';
import { stopwatch } from '../support/stopwatch.js';

const namesIn = (text: string, syntax: 'json' | 'yaml' = 'json') =>
  findPlaceholders(text, syntax).placeholders.map(({ style, name }) => `${style} ${name}`);

describe('the styles of placeholders', () => {
  it.each([
    ['"<APP_NAME>"', 'angle APP_NAME'],
    ['"<your account id>"', 'angle your account id'],
    ['"<DockerイメージのURI>"', 'angle DockerイメージのURI'],
    ['"${APP_NAME}"', 'dollar-brace APP_NAME'],
    ['"${{ github.sha }}"', 'dollar-double-brace github.sha'],
    ['"$APP$NAME"', 'dollar APP', 'dollar NAME'],
    ['"$APP${NAME}"', 'dollar APP', 'dollar-brace NAME'],
    ['"$$$APP_NAME$$$"', 'dollars APP_NAME'],
    ['"$$$$APP_NAME$$$$"', 'dollars APP_NAME'],
    ['"{{{APP_NAME}}}"', 'double-brace APP_NAME'],
    ['"[APP NAME]"', 'bracket APP NAME'],
    ['"[[APP_NAME]]"', 'double-bracket APP_NAME'],
    ['"<<APP_NAME>>"', 'double-angle APP_NAME'],
    ['"<<app_name>>"', 'double-angle app_name'],
    ['"%%APP_NAME%%"', 'double-percent APP_NAME'],
    ['"##APP_NAME##"', 'double-hash APP_NAME'],
    ['"#APP_NAME#"', 'hash APP_NAME'],
    ['"a#APP_NAME#b &#169; #1 #NO"'],
    ['"#{APP_NAME}#"', 'hash-brace APP_NAME'],
    ['"#{APP_NAME}#{TAG}"', 'hash-brace APP_NAME', 'hash-brace TAG'],
    ['"@APP_NAME@"', 'single-at APP_NAME'],
    ['{"a": APP_NAME, "b": [IMAGE]}', 'word APP_NAME', 'word IMAGE'],
    ['"{{APP_NAME}}"', 'double-brace APP_NAME'],
    ['"{{ app_name }}"', 'double-brace app_name'],
    ['"@@APP_NAME@@"', 'at APP_NAME'],
    ['"{appName}"', 'brace appName'],
    ['"$APP_NAME"', 'dollar APP_NAME'],
    ['"$(APP_NAME)"', 'dollar-parenthesis APP_NAME'],
    ['"$(Build.BuildId)"', 'dollar-parenthesis Build.BuildId'],
    ['"$(Body.order.id)"'],
    ['"@{appName}"', 'brace appName'],
    ['"#{variables.APP_NAME}"', 'hash-brace variables.APP_NAME'],
    ['"%APP_NAME%"', 'percent APP_NAME'],
    ['"__APP_NAME__"', 'underscore APP_NAME'],
  ])('finds %s', (text, ...found) => {
    expect(namesIn(text)).toEqual(found);
  });

  it('finds several in one text, of several styles', () => {
    expect(namesIn('"%REPO%/<NAME>:${TAG}-{{env}}"')).toEqual([
      'percent REPO',
      'angle NAME',
      'dollar-brace TAG',
      'double-brace env',
    ]);
  });

  it('reads only the styles that are declared, and takes other marks for text', () => {
    const { placeholders, escapes } = findPlaceholders('"<A> ${B} {{C}} $$D @@E@@"', 'json', {
      styles: new Set(['at', 'angle']),
    });
    expect(placeholders.map(({ name }) => name)).toEqual(['A', 'E']);
    expect(escapes).toEqual([]);
  });

  it('ends {{ … }} behind the quotes of a call, whatever is in them', () => {
    const [call, next] = findPlaceholders('"{{ env "IMAGE" "}} {x}" }}", "<NEXT>"', 'json').placeholders;
    expect(call).toMatchObject({ token: '{{ env "IMAGE" "}} {x}" }}', name: 'IMAGE', whole: true });
    expect(next?.name).toBe('NEXT');
  });

  it('takes a word in quotes for a placeholder only where it has a value and is no name of a member', () => {
    const text = '{"ROLE": "ROLE", "a": "ROLE-x", "b": "OTHER"}';
    expect(namesIn(text)).toEqual([]);
    const { placeholders } = findPlaceholders(text, 'json', { words: new Set(['ROLE']) });
    expect(placeholders).toMatchObject([{ name: 'ROLE', start: 10, whole: true, standing: 'double-quoted' }]);
    const yaml = findPlaceholders("a: ROLE\nROLE: 'ROLE'\nb: my ROLE\n", 'yaml', { words: new Set(['ROLE']) });
    expect(yaml.placeholders.map(({ start, standing }) => [start, standing])).toEqual([
      [3, 'bare'],
      [15, 'single-quoted'],
    ]);
  });

  it('takes no value of JSON, JavaScript or Python for a word', () => {
    expect(namesIn('[true, null, True, None, NaN, NULL, TRUE, Infinity]')).toEqual([]);
  });

  it.each([
    ['objects', '{"a":{"b":{}},"c":[{"d":1}]}'],
    ['dates', '"%Y-%m-%d %H:%M:%S"'],
    ['dunder names', '"python -m __main__"'],
    ['regular expressions', '"^\\\\d{4}-\\\\p{Lu}$"'],
    ['HTML', '"<html> <h1>Hello</h1> <p>there<br> <style>body {margin: 0; color: #333;}</style></html>"'],
    ['mail addresses', '"Ops <ops@example.com>"'],
    ['shell redirections', '"sort <in >out 2>&1"'],
    ['positional parameters', '"echo $1 $? $@ $$"'],
    ['formats of curl and printf', '"curl -w %{http_code}; printf {%s}"'],
    ['lists of YAML', '{"a": [[1], [2]]}'],
  ])('leaves %s alone', (_what, text) => {
    expect(namesIn(text)).toEqual([]);
  });

  it('finds a name in capitals between HTML tags', () => {
    expect(namesIn('"<h1>Hello <APP_NAME></h1>"')).toEqual(['angle APP_NAME']);
  });

  it('takes $$NAME for an escape and not for a placeholder', () => {
    const { placeholders, escapes } = findPlaceholders('"$$HOME $${HOME} $$(date)"', 'json');
    expect(placeholders).toEqual([]);
    expect(escapes).toHaveLength(3);
  });

  it.each(['\\${A}', '\\$A', '\\{{A}}', '\\<A>'])('takes %s in a JSON string for an escape', (text) => {
    const { placeholders, escapes } = findPlaceholders(`"x${text}y"`, 'json');
    expect(placeholders).toEqual([]);
    expect(escapes).toEqual([{ start: 2, end: 3 }]);
  });

  it('takes a backslash that JSON has escaped for text', () => {
    expect(namesIn('"C:\\\\${DIR}"')).toEqual(['dollar-brace DIR']);
  });
});

describe('other template languages', () => {
  it.each([
    ['{{ if eq .Env "live" }}', 'Go'],
    ['{{- range .Items }}', 'Go'],
    ['{{ $x := "1" }}', 'Go'],
    ['{{end}}', 'Go'],
    ['{{#if live}}', 'Handlebars'],
    ['{{> partial}}', 'Handlebars'],
    ['{% if live %}', 'Jinja'],
    ['{%- endfor -%}', 'Jinja'],
    ['%{ if live }', 'Terraform'],
    ['%{~ endfor ~}', 'Terraform'],
    ['<%= image %>', 'ERB'],
    ['<#if live>', 'FreeMarker'],
    ['<+artifact.image>', 'Harness'],
    ['#{each env in envs}', 'Octopus'],
    ['#{Name | ToLower}', 'Octopus'],
    ['#{/if}', 'Octopus'],
  ])('%s is known as %s', (text, language) => {
    const { directives, placeholders } = findPlaceholders(`{"a": "x"\n ${text}\n}`, 'json');
    expect(directives).toMatchObject([{ start: 11, end: 11 + text.length, token: text }]);
    expect(directives[0]?.language).toContain(language);
    expect(placeholders).toEqual([]);
  });

  it.each(['{{ template }}', '{{if_live}}', '{{ending}}', '#{each.y}', '#{if-x}'])('%s is a name', (text) => {
    const { directives, placeholders } = findPlaceholders(`"${text}"`, 'json');
    expect([directives.length, placeholders.length]).toEqual([0, 1]);
  });

  it.each(['a<+b', 'if ($1<+x) print', '#{x | FLAG}'])('%s is text', (text) => {
    const { directives, placeholders } = findPlaceholders(`"${text}"`, 'json', { styles: new Set(['hash-brace']) });
    expect([directives, placeholders]).toEqual([[], []]);
  });
});

describe('what a placeholder stands in', () => {
  it.each([
    ['json', '{"a": <X>}', 'bare', true],
    ['json', '{"a": "<X>"}', 'double-quoted', true],
    ['json', '{"a": "\\"<X>"}', 'double-quoted', false],
    ['json', '{"a": <X>:1}', 'bare', false],
    ['json', '{"a": {x}}', 'bare', true],
    ['yaml', 'a: <X>', 'bare', true],
    ['yaml', 'a: <X> # note', 'bare', true],
    ['yaml', "a: 'it''s <X>'", 'single-quoted', false],
    ['yaml', 'a: "<X>"', 'double-quoted', true],
    ['yaml', 'a: web-<X>', 'bare', false],
    ['yaml', '- [<X>, b]', 'bare', true],
    ['yaml', "a: it's <X>", 'bare', false],
  ] as const)('%s %s: %s, whole %s', (syntax, text, standing, whole) => {
    expect(findPlaceholders(text, syntax).placeholders).toMatchObject([{ standing, whole }]);
  });

  it('ignores what stands in a YAML comment', () => {
    expect(namesIn('# <A>\na: "#" # ${B}\nb: <C>', 'yaml')).toEqual(['angle C']);
  });

  it('ignores what stands in a comment of JSON, and finds the comment', () => {
    const text = '{ // <A> "\r\n"b": "// ${B}", /* <C>\n */ "d": <D> /* x */,\n}';
    const { placeholders, comments, trailingCommas } = findPlaceholders(text, 'json');
    expect(placeholders.map(({ name, whole }) => [name, whole])).toEqual([
      ['B', false],
      ['D', true],
    ]);
    expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual(['// <A> "', '/* <C>\n */', '/* x */']);
    expect(trailingCommas.map(({ start, end }) => [text.slice(start, end), text.slice(end)])).toEqual([[',', '\n}']]);
  });

  it.each([
    ['{"a": <X>}', 'value'],
    ['{"a": [<X>]}', 'items'],
    ['{"a": 1,\n<X>\n}', 'members'],
    ['{"a": [{}, $X\n], "b": 1}', 'items'],
    ['{"a": "<X>"}', undefined],
    ['{<X>: 1}', undefined],
  ])('%j stands for %s', (text, slot) => {
    expect(findPlaceholders(text, 'json').placeholders[0]?.slot).toBe(slot);
  });

  it('knows the blocks of YAML, in which quotes and hashes are text', () => {
    const text = 'a: |\n  it\'s "# <X>\n\n  <Y>\nb: <Z>\nc:\n  - >-\n    <V>\n  - <W>\n';
    const { placeholders } = findPlaceholders(text, 'yaml');
    expect(placeholders.map(({ name, standing, block }) => [name, standing, block?.indent, block?.literal])).toEqual([
      ['X', 'block', '  ', true],
      ['Y', 'block', '  ', true],
      ['Z', 'bare', undefined, undefined],
      ['V', 'block', '    ', false],
      ['W', 'bare', undefined, undefined],
    ]);
  });

  it('goes on after a string that is not closed on its line', () => {
    expect(findPlaceholders('{"a": "open,\n"b": "<X>"}', 'json').placeholders).toMatchObject([
      { standing: 'double-quoted', whole: true },
    ]);
  });
});

it('reports ranges that hold exactly the token, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>${}[]@%_#AB c"\'`\\\n:,|/*-'), maxLength: 60 }), (text) => {
      for (const syntax of ['json', 'yaml'] as const) {
        let at = 0;
        for (const { start, end, token } of findPlaceholders(text, syntax).placeholders) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(text.slice(start, end)).toBe(token);
          at = end;
        }
      }
    }),
  );
});

it.each([
  '{{',
  '{{"',
  "{{ '",
  '${',
  '${a',
  '{{"{{\'{{`',
  '<a',
  '$$',
  '$$$A',
  '/*',
  '//',
  '\\${',
  '{%',
  '<%',
  '{{- ',
  '[[A',
  '|\n',
  '- |\n ',
  '{"a": [',
  'A',
  '<A>,\n',
  '{{{',
  '%{',
  '"',
  ',\n<A>',
  '{{ x | d(',
])('reads a long run of %j in linear time', (piece) => {
  const text = piece.repeat(Math.floor(200_000 / piece.length));
  for (const syntax of ['json', 'yaml'] as const) {
    const taken = stopwatch();
    findPlaceholders(text, syntax, { words: new Set(['A']) });
    expect(taken()).toBeLessThan(1000);
  }
});
