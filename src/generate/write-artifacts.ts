import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderAppSpec } from '../appspec/render.js';
import { BgDeployError } from '../errors.js';
import type { Artifacts } from './artifacts.js';

/** Where artifacts go. */
export interface WriteOptions {
  /** The folder; absolute. Default, with `inPlace`: over the templates. */
  readonly out?: string;
  /** The templates that the artifacts were made from; absolute. */
  readonly templates: { readonly taskDefinition?: string; readonly appSpec?: string };
  /** Allows that a template is overwritten. */
  readonly inPlace?: boolean;
}

/** The files that were written; absolute. */
export interface WrittenArtifacts {
  readonly taskDefinition: string;
  readonly appSpec: string;
}

/**
 * Writes `taskdef.json` and `appspec.yml`. Each file is whole or not there; both destinations are checked before
 * either is written.
 *
 * @throws BgDeployError `usage-invalid` if a template would be overwritten unasked, or the folder cannot be written to
 */
export async function writeArtifacts(artifacts: Artifacts, options: WriteOptions): Promise<WrittenArtifacts> {
  const { out, templates, inPlace = false } = options;
  const overTemplates = inPlace && out === undefined;
  const folder = out ?? '.';
  const taskDefinition = (overTemplates ? templates.taskDefinition : undefined) ?? resolve(folder, 'taskdef.json');
  const appSpec = (overTemplates ? templates.appSpec : undefined) ?? resolve(folder, 'appspec.yml');

  if (!inPlace) {
    const sources = await Promise.all([templates.taskDefinition, templates.appSpec].map(realPath));
    for (const destination of [taskDefinition, appSpec]) {
      const real = await realPath(destination);
      if (real === undefined || !sources.includes(real)) continue;
      throw new BgDeployError('usage-invalid', `${destination} is a template, and would be overwritten`, {
        remedy: 'Name another folder by --out, or add --in-place to overwrite the template.',
        place: { file: destination },
      });
    }
  }
  const json = appSpec.endsWith('.json');
  const contents = [
    { path: taskDefinition, text: artifacts.taskDefinitionText },
    { path: appSpec, text: json ? renderAppSpec(artifacts.appSpec, { format: 'json' }) : artifacts.appSpecText },
  ];
  const drafts = contents.map(({ path, text }) => ({ path, text, draft: `${path}.${process.pid}.tmp` }));
  try {
    for (const { path, draft, text } of drafts) {
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(draft, text);
    }
    for (const { path, draft } of drafts) await rename(draft, path);
  } catch (error) {
    await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true }).catch(() => undefined)));
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new BgDeployError(
      'usage-invalid',
      `the artifacts cannot be written to ${join(taskDefinition, '..')}${code}`,
      {
        remedy: 'Name a folder that can be written to by --out.',
        cause: error,
      },
    );
  }
  return { taskDefinition, appSpec };
}

async function realPath(path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : realpath(path).catch(() => undefined);
}
