import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunningTasks } from '../appspec/from-service.js';
import type { AwsClientOptions } from '../aws/clients.js';
import { type BuildIdentity, buildIdentityOf } from '../build-output/build-identity.js';
import { readBuildOutput } from '../build-output/read.js';
import { BUILD_OUTPUT_LIMIT } from '../build-output/read-file.js';
import { BgDeployError } from '../errors.js';
import { displayPath, readTextFile } from '../files/text-file.js';
import type { GitReader } from '../lookup/git.js';
import type { PlaceholderStyle } from '../template/placeholder.js';
import { TEMPLATE_LIMIT } from '../template/template.js';
import type { Artifacts } from './artifacts.js';
import { generate } from './generate.js';
import { gitIdentity } from './git-identity.js';
import { answerLookups, type LookupConfig } from './lookup-answers.js';
import type { TemplateSource } from './template-source.js';

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
  /** How templates are read: the styles that placeholders have; default: all. */
  readonly templates?: { readonly styles?: readonly PlaceholderStyle[] };
  /** Where templates look up what nobody gave. */
  readonly lookups?: LookupConfig;
  /** The region and the profile that AWS is asked with; default: as the SDK finds them. */
  readonly region?: string;
  readonly profile?: string;
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
  /** How the service runs now, to complete or make the appspec from. */
  readonly running?: RunningTasks;
  /** Asked which commit `cwd` is at where the environment does not say. Default: nobody is asked. */
  readonly git?: GitReader;
  /** How AWS is found where a template asks it for a value. Default: by configuration and environment. */
  readonly aws?: AwsClientOptions;
  /** Refuses what templates would have to ask AWS for. Default false. */
  readonly offline?: boolean;
  readonly signal?: AbortSignal;
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
 * Reads templates and build output and makes the artifacts of a release. Writes nothing, and asks AWS for nothing but
 * what templates look up there.
 *
 * @throws BgDeployError `template-not-found`, `build-output-invalid`, `lookup-failed`, `aws-…` of a lookup, and
 * whatever `generate` finds
 */
export async function generateFromFiles(input: GenerateFromFilesInput): Promise<GeneratedFromFiles> {
  const { config, images = [], buildOutputs = [], cwd, env, git: ask, offline = false, signal } = input;
  const [git, ...files] = await Promise.all([
    ask && buildIdentityOf(env).commit === undefined ? gitIdentity(cwd, ask) : {},
    ...buildOutputs.map((path) => readBuildOutputFile(path, cwd)),
  ]);
  const buildOutput = readBuildOutput({ images, files, env, git, pinDigests: config.pinDigest === true });
  const [taskDefinition, appSpec] = await Promise.all([
    readTemplateFile(config.taskDefinition, TASK_DEFINITION, config.folder, cwd),
    config.appSpec === undefined ? undefined : readTemplateFile(config.appSpec, APP_SPEC, config.folder, cwd),
  ]);
  const { lookups = {}, folder, region, profile, set, values, templates: { styles } = {} } = config;
  const answered = await answerLookups(
    { taskDefinition, appSpec, running: input.running, buildOutput, set, env, values, styles },
    {
      config: lookups,
      folder,
      aws: input.aws ?? { env, ...(region ? { region } : {}), ...(profile ? { profile } : {}) },
      offline,
      signal,
    },
  );
  const artifacts = generate(answered.input);
  const unused = answered.unused.map((name) => `--set ${name}: no template looks that up`);
  return {
    artifacts: unused.length > 0 ? { ...artifacts, notes: [...artifacts.notes, ...unused] } : artifacts,
    sourceVersion: buildOutput.sourceVersion,
    build: buildOutput.identity ?? {},
  };
}

async function readBuildOutputFile(path: string, cwd: string): Promise<TemplateSource> {
  const file = displayPath(resolve(cwd, path), cwd);
  if (await isLonger(resolve(cwd, path), BUILD_OUTPUT_LIMIT)) {
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

/** Whether a file cannot be read within a limit of characters: asked before the file is read, which may be huge. */
async function isLonger(path: string, limit: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.size > 2 * limit;
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
  if (await isLonger(path, TEMPLATE_LIMIT)) {
    throw new BgDeployError('template-invalid', `the ${name} template is longer than 512 KiB`, {
      remedy: `Name the template by ${flag}; none of that kind is so long.`,
      place: { file },
      rule: 'template-size',
    });
  }
  const read = await readTextFile(path);
  if ('text' in read) return { file, text: read.text };
  throw new BgDeployError(
    read.missing ? 'template-not-found' : 'template-invalid',
    `the ${name} template ${read.reason}`,
    { remedy, place: { file } },
  );
}
