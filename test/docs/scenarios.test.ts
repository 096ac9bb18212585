import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SCENARIOS } from '../../src/engine/scenario/catalogue.js';

const PAGE = readFileSync(resolve(fileURLToPath(import.meta.url), '../../../docs/scenarios.md'), 'utf8');

it('docs/scenarios.md lists every scenario of the catalogue, in its words and with an example of its argument', () => {
  const rows = [...PAGE.matchAll(/^\| (`[a-z-]+`.*?) \| (.*) \|$/gm)].map(([, names, summary]) => [names, summary]);
  const expected = SCENARIOS.map(({ name, summary, argument }) => [
    argument ? `\`${name}\`, \`${name}:${argument.example}\`` : `\`${name}\``,
    summary,
  ]);
  expect(rows).toEqual(expected);
});
