import { expect, it } from 'vitest';
import { sparingly } from '../../../src/engine/containers/sparingly.js';

it('tells a crash loop whole once, and then less and less often', () => {
  const lines: string[] = [];
  const tell = sparingly((line) => lines.push(line));
  for (let crash = 1; crash <= 9; crash += 1) tell('web 7', `task ${crash} exited with code 7\n  no database`);
  tell('web 1', 'task 10 exited with code 1');
  expect(lines).toEqual([
    'task 1 exited with code 7\n  no database',
    'task 2 exited with code 7 (2 times by now)',
    'task 4 exited with code 7 (4 times by now)',
    'task 8 exited with code 7 (8 times by now)',
    'task 10 exited with code 1',
  ]);
});
