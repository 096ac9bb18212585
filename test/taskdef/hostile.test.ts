import { describe, expect, it } from 'vitest';
import { isBgDeployError } from '../../src/errors.js';
import { stopwatch } from '../support/stopwatch.js';
import { parse } from './definitions.js';

const LIMIT = 512 * 1024;
/** A second on a machine of its own; the suite shares its two processors. */
const LIMIT_MS = 4000;
const fill = (item: (index: number) => string, around: (items: string) => string): string => {
  const items: string[] = [];
  for (let size = 0; size < LIMIT; size += (items.at(-1)?.length ?? 0) + 1) items.push(item(items.length));
  return around(items.join(','));
};
const inTask = (items: string) => `{"family":"w",${items}}`;
const inContainers = (items: string) => `{"family":"w","networkMode":"bridge","containerDefinitions":[${items}]}`;
const inList = (list: string) => (items: string) =>
  inContainers(`{"name":"w","image":"w","memory":4,"${list}":[${items}]}`);

/** As long as a template may be, of the kind that makes a careless check quadratic. */
const TEXTS: readonly (readonly [string, string])[] = [
  ['unknown members', fill((index) => `"volumas${index}":1`, inTask)],
  ['one member again and again', fill(() => '"status":1', inTask)],
  ['empty containers', fill(() => '{}', inContainers)],
  ['mistyped containers', fill((index) => (index % 2 ? '1' : '{"name":[]}'), inContainers)],
  ['dangling links', fill((index) => `{"name":"c${index}","links":["x"]}`, inContainers)],
  [
    'a circle of all',
    fill(
      (index) =>
        `{"name":"c${index}","dependsOn":[{"containerName":"c${index + 1}","condition":"START"},{"containerName":"c0","condition":"START"}]}`,
      inContainers,
    ),
  ],
  ['ports', fill((index) => `{"containerPort":${index % 70_000},"hostPort":9}`, inList('portMappings'))],
  ['mount points', fill((index) => `{"sourceVolume":"v${index}","containerPath":"/x"}`, inList('mountPoints'))],
  ['variables', fill(() => '{"name":"A","value":"b"}', inList('environment'))],
  ['secrets', fill(() => '{"name":"A","valueFrom":"arn:aws:::::"}', inList('secrets'))],
  ['a long image', inContainers(`{"name":"w","memory":4,"image":"${'a/'.repeat(LIMIT / 2)}"}`)],
  ['a long cpu', `{"family":"w","cpu":"${'1'.repeat(LIMIT)} vcpu","containerDefinitions":[]}`],
  ['a long member', `{"family":"w","${'containerDefinitions'.repeat(LIMIT / 20)}":1}`],
  ['a long value from a secret', inList('secrets')(`{"name":"A","valueFrom":"${'arn:'.repeat(LIMIT / 4)}"}`)],
  ['brackets', `{"family":${'['.repeat(LIMIT)}`],
  ['braces', '{"a":'.repeat(LIMIT / 5)],
  ['comments', `{${'/*'.repeat(LIMIT / 2)}`],
  ['commas', `{"a":[${','.repeat(LIMIT)}`],
  ['blanks', `{"a":${' '.repeat(LIMIT)}`],
];

/** Milliseconds until it is read, or refused as one refuses a user's file. */
function timeToJudge(text: string, file?: string): number {
  const taken = stopwatch();
  try {
    parse(text, file);
  } catch (error) {
    if (!isBgDeployError(error) || error.exitCode !== 2) throw error;
  }
  return taken();
}

describe('half a mebibyte of', () => {
  it.each(TEXTS.map(([what], index) => ({ what, index })))('$what is judged in a second', ({ index }) => {
    const text = TEXTS[index]?.[1] ?? '';
    expect(timeToJudge(text)).toBeLessThan(LIMIT_MS);
  });

  it.each([
    ['lines', 'a: 1\n'],
    ['items', '- x\n'],
    ['anchors', '- &a x\n- *a\n'],
    ['quotes', `- "x'\n`],
    ['flow', '{'],
  ])('YAML %s is judged in a second, or refused for its length', (_what, line) => {
    for (const size of [127 * 1024, LIMIT]) {
      expect(timeToJudge(line.repeat(size / line.length), 'taskdef.yml')).toBeLessThan(LIMIT_MS);
    }
  });
});
