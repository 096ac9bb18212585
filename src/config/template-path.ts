import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Where a task definition template is looked for, from the configuration's folder on. */
export const TASK_DEFINITIONS = ['taskdef.json', 'taskdef/taskdef.json'] as const;
/** Where an appspec template is looked for, from the configuration's folder on. */
export const APP_SPECS = ['appspec.yml', 'appspec.yaml', 'appspec.json', 'appspec/appspec.yml'] as const;

/**
 * The path of a template: a flag's from the working folder on, the configuration's from its own. What is named need not
 * exist (whoever reads it then says so); what is not named is looked for.
 */
export async function templatePath(
  flag: string | undefined,
  named: string | undefined,
  defaults: readonly string[],
  cwd: string,
  folder: string,
): Promise<string | undefined> {
  if (flag) return resolve(cwd, flag);
  if (named) return resolve(folder, named);
  return firstFile(defaults.map((name) => resolve(folder, name)));
}

/** The first of some paths that is a file. */
export async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
  }
  return undefined;
}
