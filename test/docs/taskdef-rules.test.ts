import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TASK_DEFINITION_RULES } from '../../src/taskdef/rules/catalogue.js';

const page = readFileSync(new URL('../../docs/taskdef-rules.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `([\w-]+)` \| (\w+) \| (.+?) \| (.+) \|$/gm)].map(
  ([, id, level, what, source]) => ({
    id,
    level,
    what,
    source,
  }),
);

it('docs/taskdef-rules.md lists every rule as the code has it', () => {
  expect(rows.map(({ id, level, what }) => ({ id, level, what }))).toEqual(
    Object.entries(TASK_DEFINITION_RULES).map(([id, rule]) => ({ id, ...rule })),
  );
});

it('each rule says where it comes from, by a link that the page has', () => {
  const links = new Set([...page.matchAll(/^\[([^\]]+)\]: https:\/\/\S+$/gm)].map(([, name]) => name));
  for (const { id, source = '' } of rows) {
    const named = [...source.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name);
    expect({ id, unknown: named.filter((name) => !links.has(name)) }).toEqual({ id, unknown: [] });
    expect({ id, said: named.length > 0 || /unverified|own|public reports|Docker/.test(source) }).toEqual({
      id,
      said: true,
    });
  }
});
