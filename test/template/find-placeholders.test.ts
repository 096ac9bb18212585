import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPlaceholders } from '../../src/template/find-placeholders.js';

const namesIn = (text: string, syntax: 'json' | 'yaml' = 'json') =>
  findPlaceholders(text, syntax).placeholders.map(({ style, name }) => `${style} ${name}`);

describe('the styles of placeholders', () => {
  it.each([
    ['"<APP_NAME>"', 'angle APP_NAME'],
    ['"<your account id>"', 'angle your account id'],
    ['"<DockerイメージのURI>"', 'angle DockerイメージのURI'],
    ['"${APP_NAME}"', 'dollar-brace APP_NAME'],
    ['"${{ github.sha }}"', 'dollar-brace github.sha'],
    ['"{{APP_NAME}}"', 'double-brace APP_NAME'],
    ['"{{ app_name }}"', 'double-brace app_name'],
    ['"@@APP_NAME@@"', 'at APP_NAME'],
    ['"{appName}"', 'brace appName'],
    ['"$APP_NAME"', 'dollar APP_NAME'],
    ['"$(APP_NAME)"', 'dollar-parenthesis APP_NAME'],
    ['"#{variables.APP_NAME}"', 'hash-brace variables.APP_NAME'],
    ['"%APP_NAME%"', 'percent APP_NAME'],
    ['"__APP_NAME__"', 'underscore APP_NAME'],
  ])('finds %s', (text, found) => {
    expect(namesIn(text)).toEqual([found]);
  });

  it('finds several in one text, of several styles', () => {
    expect(namesIn('"%REPO%/<NAME>:${TAG}-{{env}}"')).toEqual([
      'percent REPO',
      'angle NAME',
      'dollar-brace TAG',
      'double-brace env',
    ]);
  });

  it('reads the fallback of ${NAME:-fallback}', () => {
    expect(findPlaceholders('"${PORT:-80}"', 'json').placeholders[0]).toMatchObject({ name: 'PORT', fallback: '80' });
  });

  it('takes a call of another template language for an expression, quotes in it included', () => {
    const [found] = findPlaceholders('"{{ must_env "IMAGE" }}", "<NEXT>"', 'json').placeholders;
    expect(found).toMatchObject({ expression: true, name: 'must_env "IMAGE"', standing: 'double-quoted', whole: true });
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

  it('goes on after a string that is not closed on its line', () => {
    expect(findPlaceholders('{"a": "open,\n"b": "<X>"}', 'json').placeholders).toMatchObject([
      { standing: 'double-quoted', whole: true },
    ]);
  });
});

it('reports ranges that hold exactly the token, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>${}@%_#AB c"\'\\\n:,'), maxLength: 60 }), (text) => {
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
