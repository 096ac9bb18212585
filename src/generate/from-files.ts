import { resolve } from 'node:path';
import { readBuildOutput } from '../build-output/read.js';
import { BgDeployError } from '../errors.js';
import { displayPath, readTextFile } from '../files/text-file.js';
import type { Artifacts } from './artifacts.js';
import { generate, type TemplateSource } from './generate.js';

/** The part of the configuration that says what to generate from. */
export interface GenerateConfig {
  readonly folder: string;
  /** Absolute; absent where none was named and none found. */
  readonly taskDefinition?: string;
  readonly appSpec?: string;
  readonly values: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string>>;
}

/** What {@link generateFromFiles} works on. */
export interface GenerateFromFilesInput {
  readonly config: GenerateConfig;
  /** Values of `--image`. */
  readonly images?: readonly string[];
  /** Paths of `--build-output`, from `cwd` on. */
  readonly buildOutputs?: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What was made, and what the build says of its source. */
export interface GeneratedFromFiles {
  readonly artifacts: Artifacts;
  /** The commit that was built, where the build says it. */
  readonly sourceVersion: string | undefined;
}

/**
 * Reads templates and build output and makes the artifacts of a release. Writes nothing and calls no AWS.
 *
 * @throws BgDeployError `template-not-found`, `build-output-invalid`, and whatever `generate` finds
 */
export async function generateFromFiles(input: GenerateFromFilesInput): Promise<GeneratedFromFiles> {
  const { config, images = [], buildOutputs = [], cwd, env } = input;
  const files = await Promise.all(buildOutputs.map((path) => readBuildOutputFile(path, cwd)));
  const buildOutput = readBuildOutput({ images, files, env });
  const [taskDefinition, appSpec] = await Promise.all([
    readTemplateFile(config.taskDefinition, TASK_DEFINITION, config.folder, cwd),
    readTemplateFile(config.appSpec, APP_SPEC, config.folder, cwd),
  ]);
  const artifacts = generate({ taskDefinition, appSpec, buildOutput, set: config.set, env, values: config.values });
  return { artifacts, sourceVersion: buildOutput.sourceVersion };
}

async function readBuildOutputFile(path: string, cwd: string): Promise<TemplateSource> {
  const file = displayPath(resolve(cwd, path), cwd);
  const read = await readTextFile(resolve(cwd, path));
  if ('text' in read) return { file, text: read.text };
  throw new BgDeployError('build-output-invalid', `the build output file ${read.reason}`, {
    remedy: 'Name a file that the build wrote, e.g. --build-output imageDetail.json.',
    place: { file },
  });
}

/** How a kind of template is spoken of. */
interface TemplateKind {
  readonly name: string;
  readonly places: string;
  readonly flag: string;
  readonly starter: string;
}

const TASK_DEFINITION: TemplateKind = {
  name: 'task definition',
  places: 'taskdef.json and taskdef/taskdef.json',
  flag: '--taskdef FILE',
  starter: 'taskdef/taskdef.json',
};

const APP_SPEC: TemplateKind = {
  name: 'appspec',
  places: 'appspec.yml, appspec.yaml, appspec.json and appspec/appspec.yml',
  flag: '--appspec FILE',
  starter: 'appspec/appspec.yml',
};

async function readTemplateFile(
  path: string | undefined,
  { name, places, flag, starter }: TemplateKind,
  folder: string,
  cwd: string,
): Promise<TemplateSource> {
  const remedy = `Name it by ${flag}, or start from the template node_modules/bg-deploy/${starter}.`;
  if (path === undefined) {
    throw new BgDeployError('template-not-found', `there is no ${name} template: looked for ${places} in ${folder}`, {
      remedy,
    });
  }
  const file = displayPath(path, cwd);
  const read = await readTextFile(path);
  if ('text' in read) return { file, text: read.text };
  throw new BgDeployError(
    read.missing ? 'template-not-found' : 'template-invalid',
    `the ${name} template ${read.reason}`,
    { remedy, place: { file } },
  );
}
