import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAppSpec } from '../../src/appspec/parse.js';
import { APPSPEC_RULES } from '../../src/appspec/rules.js';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const page = readFileSync(join(ROOT, 'docs/appspec.md'), 'utf8');

describe('docs/appspec.md', () => {
  it('lists every rule with what it asks for', () => {
    const rows = [...page.matchAll(/^\| `(appspec-[a-z-]+)` \| (.+) \|$/gm)].map(([, id, what]) => [id, what]);
    const rules = rows.slice(-Object.keys(APPSPEC_RULES).length);
    expect(rules).toEqual(Object.entries(APPSPEC_RULES));
  });

  it('has an example that is read without a note', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(parseAppSpec(example)).toMatchObject({ appSpec: { platformVersion: '1.3.0' }, notes: [] });
  });

  it('names no rule that nothing applies', () => {
    const folder = join(ROOT, 'src/appspec');
    const code = readdirSync(folder)
      .filter((name) => name !== 'rules.ts')
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    expect(Object.keys(APPSPEC_RULES).filter((rule) => !code.includes(`'${rule}'`))).toEqual([]);
  });
});
