/** Numbers that look random and are the same in every run. @returns numbers from 0 up to, not including, 1 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  // mulberry32, by Tommy Ettinger, in the public domain.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What each of the readers takes for a mark, and what none expects. */
const PIECES = [
  ...['{', '}', '[', ']', '"', "'", '`', ':', ',', '#', '-', '|', '>', '&a ', '*a', '<<: ', '? ', '!!binary ', '---\n'],
  ...[
    '<',
    '${',
    '{{',
    '}}',
    '$',
    '$$',
    '@@',
    '%',
    '__',
    '[[',
    '<IMAGE>',
    '${A:-',
    '{{ must_env `',
    '{{ if x }}',
    '%{ if',
  ],
  ...[
    '${jsonencode({',
    '{% for',
    '<%=',
    '\\',
    '\\u',
    '\\ud800',
    '/*',
    '*/',
    '//',
    '\n',
    '\r',
    '\t',
    '\u0000',
    '\ufeff',
  ],
  ...['\ud800', '\u2028', '😀', '1e999', '-0', 'null', 'true', '0x1F', '~', '.inf', '2026-01-01', '9'.repeat(400)],
  ...[
    '__proto__',
    '"constructor": 1,',
    'arn:aws:',
    'sha256:',
    'ssm:/x',
    '{{ ssm `/x` }}',
    'extends: live',
    '=',
    '<<E\n',
  ],
  ...['a'.repeat(3000), ' '.repeat(3000), '('.repeat(300), '['.repeat(1500), '{"a":'.repeat(400), '\n'.repeat(500)],
];

/** Text with pieces of it cut out, moved, doubled, and others put in: 1 to 5 times. */
export function mutilated(text: string, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  let result = text;
  for (let edits = 1 + Math.floor(5 * random() ** 3); edits > 0; edits--) {
    const start = below(result.length + 1);
    const length = random() < 0.1 ? below(result.length) : below(40);
    const piece = result.slice(start, start + length);
    const rest = random() < 0.4 ? result : result.slice(0, start) + result.slice(start + length);
    const target = random() < 0.6 ? Math.min(start, rest.length) : below(rest.length + 1);
    const put = random() < 0.35 ? piece : random() < 0.85 ? (PIECES[below(PIECES.length)] ?? '') : '';
    const times = random() < 0.03 ? 300 : random() < 0.2 ? 2 : 1;
    result = rest.slice(0, target) + put.repeat(times) + rest.slice(target);
    if (result.length > 2 * 1024 * 1024) result = result.slice(0, 2 * 1024 * 1024);
  }
  return result;
}
