import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type BuildIdentity, buildIdentityOf } from '../build-output/build-identity.js';
import { readBuildOutput } from '../build-output/read.js';
import { BUILD_OUTPUT_LIMIT } from '../build-output/read-file.js';
import { BgDeployError } from '../errors.js';
import { displayPath, readTextFile } from '../files/text-file.js';
import type { Artifacts } from './artifacts.js';
import { generate, type TemplateSource } from './generate.js';
import { type GitReader, gitIdentity } from './git-identity.js';

/** The part of the configuration that says what to generate from. */
export interface GenerateConfig {
  readonly folder: string;
  /** Absolute; absent where none was named and none found. */
  readonly taskDefinition?: string;
  readonly appSpec?: string;
  readonly values: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string>>;
  /** Write an image as `repository@digest` where the build says its digest. Default false. */
  readonly pinDigest?: boolean;
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
  /** Asked which commit `cwd` is at where the environment does not say. Default: nobody is asked. */
  readonly git?: GitReader;
}

/** What was made, and what the build says of its source. */
export interface GeneratedFromFiles {
  readonly artifacts: Artifacts;
  /** The commit that was built, where the build says it. */
  readonly sourceVersion: string | undefined;
  /** Which build it was, as far as build output, environment and git say. */
  readonly build: BuildIdentity;
}

/**
 * Reads templates and build output and makes the artifacts of a release. Writes nothing and calls no AWS.
 *
 * @throws BgDeployError `template-not-found`, `build-output-invalid`, and whatever `generate` finds
 */
export async function generateFromFiles(input: GenerateFromFilesInput): Promise<GeneratedFromFiles> {
  const { config, images = [], buildOutputs = [], cwd, env, git: ask } = input;
  const [git, ...files] = await Promise.all([
    ask && buildIdentityOf(env).commit === undefined ? gitIdentity(cwd, ask) : {},
    ...buildOutputs.map((path) => readBuildOutputFile(path, cwd)),
  ]);
  const buildOutput = readBuildOutput({ images, files, env, git, pinDigests: config.pinDigest === true });
  const [taskDefinition, appSpec] = await Promise.all([
    readTemplateFile(config.taskDefinition, TASK_DEFINITION, config.folder, cwd),
    readTemplateFile(config.appSpec, APP_SPEC, config.folder, cwd),
  ]);
  const artifacts = generate({ taskDefinition, appSpec, buildOutput, set: config.set, env, values: config.values });
  return { artifacts, sourceVersion: buildOutput.sourceVersion, build: buildOutput.identity ?? {} };
}

async function readBuildOutputFile(path: string, cwd: string): Promise<TemplateSource> {
  const file = displayPath(resolve(cwd, path), cwd);
  // Asked before the file is read: what it holds is of no interest then.
  const size = await stat(resolve(cwd, path)).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 2 * BUILD_OUTPUT_LIMIT) {
    throw new BgDeployError('build-output-invalid', 'the file is longer than 1 MiB', {
      remedy: 'Name the file in which the build says what it made; none of that kind is so long.',
      place: { file },
    });
  }
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
