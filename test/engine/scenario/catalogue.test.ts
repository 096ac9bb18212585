import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../src/engine/scenario/catalogue.js';
import { rulesOf } from '../../../src/engine/scenario/in-force.js';

/** What the other tests of this folder say. */
const TESTS = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('catalogue') && !name.startsWith('together'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

describe('the catalogue of scenarios', () => {
  it('names each once, with a summary and a source', () => {
    const names = SCENARIOS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, summary, source } of SCENARIOS) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(summary, name).toMatch(/^\S.*[^.]$/);
      expect(source, name).not.toBe('');
    }
  });

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s is rehearsed by a test', (name) => {
    expect(TESTS).toMatch(new RegExp(`['"\`+ ]${name}['"\`: ]`));
  });

  it.each(
    SCENARIOS.map((scenario) => [scenario.name, scenario] as const),
  )('%s can be had alone and with the argument that it shows, and with no other', (name, { argument }) => {
    expect(rulesOf(name).length).toBeGreaterThan(0);
    if (argument) expect(rulesOf(`${name}:${argument.example}`).length).toBeGreaterThan(0);
    expect(() => rulesOf(`${name}:no such thing`)).toThrow('cannot be had as');
  });

  it('says what was meant by a name that it does not have', () => {
    expect(() => rulesOf('hook-fail')).toThrow('There is no scenario "hook-fail"');
  });
});
