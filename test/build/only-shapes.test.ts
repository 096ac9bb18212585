import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as client from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { folder } from '../lookup/folder.js';

const { shapesModule }: { shapesModule: (client: object) => string } = await import(
  new URL('../../build/only-shapes.mjs', import.meta.url).href
);

/** A schema with all that it leads to, each shape once. */
function unfolded(part: unknown, seen: unknown[] = []): unknown {
  if (typeof part === 'function') {
    const shape: unknown = part();
    const before = seen.indexOf(shape);
    if (before !== -1) return `shape ${before}`;
    seen.push(shape);
    return [`shape ${seen.length - 1}`, unfolded(shape, seen)];
  }
  return Array.isArray(part) ? part.map((one) => unfolded(one, seen)) : part;
}

describe('the shapes that the command line takes out of a client', () => {
  it('are those of the client', async () => {
    const module = join(folder({}), 'shapes.mjs');
    writeFileSync(module, shapesModule(client));
    const shapes: Record<string, unknown> = await import(pathToFileURL(module).href);
    const { RegisterTaskDefinitionRequest$, CreateServiceRequest$, LogDriver } = client;
    for (const [name, shape] of Object.entries({ RegisterTaskDefinitionRequest$, CreateServiceRequest$, LogDriver })) {
      expect(unfolded(shapes[name]), name).toEqual(unfolded(shape));
    }
    expect(Object.keys(shapes).filter((name) => name.endsWith('Client') || name.endsWith('Command'))).toEqual([]);
  });
});
