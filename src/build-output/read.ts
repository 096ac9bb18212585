import { BgDeployError, type Finding } from '../errors.js';
import { type BuildIdentity, buildIdentityOf, joinedIdentity, sourceVersionOf } from './build-identity.js';
import type { BuildImage, BuildOutput } from './build-output.js';
import type { BareDigest, FileReading } from './file-reading.js';
import { parseImageFlag } from './image-flag.js';
import { pinnedTo, repositoryOf } from './image-reference.js';
import { imageFromEnvironment } from './image-variables.js';
import { type BuildOutputFile, holdsVariables, readBuildOutputFile } from './read-file.js';
import { withoutRepetition } from './repetition.js';

export type { BuildOutputFile } from './read-file.js';

/** Where the knowledge of a build comes from. */
export interface BuildOutputSources {
  /** Values of `--image`. */
  readonly images?: readonly string[];
  readonly files?: readonly BuildOutputFile[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What git says of the working folder; it fills what build and environment do not say. */
  readonly git?: BuildIdentity;
  /** Write an image as `repository@digest` where the build says its digest. Default false. */
  readonly pinDigests?: boolean;
}

/**
 * Reads all that a build says of itself. What kind a file is, its content tells.
 *
 * @throws BgDeployError `build-output-invalid`, `image-invalid` or `usage-invalid`
 */
export function readBuildOutput(sources: BuildOutputSources): BuildOutput {
  const { images = [], files = [], env = {}, git = {}, pinDigests = false } = sources;
  const mistakes: BgDeployError[] = [];
  const flags = images.flatMap((image) => attempt(mistakes, () => parseImageFlag(image)) ?? []);
  const values: Record<string, string> = {};
  const readings = new Map<BuildOutputFile, FileReading>();
  // Compose's own order: the environment before files of variables.
  const variable = (name: string) =>
    (Object.hasOwn(env, name) ? env[name] : undefined) ?? (Object.hasOwn(values, name) ? values[name] : undefined);
  for (const file of [...files.filter(holdsVariables), ...files.filter((one) => !holdsVariables(one))]) {
    const reading = attempt(mistakes, () => readBuildOutputFile(file, variable));
    if (!reading) continue;
    readings.set(file, reading);
    for (const [name, value] of Object.entries(reading.values ?? {})) values[name] = value;
  }
  throwTogether(mistakes);
  const read = files.flatMap((file) => {
    const reading = readings.get(file);
    return reading ? [{ file: file.file, ...reading }] : [];
  });

  const told = withinLimit(
    withDigests(
      [...flags, ...read.flatMap((one) => one.images ?? [])],
      read.flatMap(({ digest }) => digest ?? []),
    ),
  );
  const found = withoutRepetition(told).map((image) => pinned(image, pinDigests));
  const inEnvironment = found.length === 0 ? imageFromEnvironment(env) : undefined;
  const offered = inEnvironment && pinned(inEnvironment, pinDigests);
  const sourceVersion = sourceVersionOf(env) ?? sourceVersionOf(values);
  const commits = new Set(read.flatMap(({ commit }) => commit ?? []));
  const [commit] = commits.size === 1 ? commits : [];
  const identity = joinedIdentity(
    // What the image says of its own commit is nearer to it than what the job says.
    commit === undefined ? {} : { commit },
    joinedIdentity(buildIdentityOf(env), git),
  );
  return {
    images: found,
    ...(offered ? { offered } : {}),
    values,
    ...(sourceVersion ? { sourceVersion } : {}),
    identity,
    flawed: read.flatMap(({ flawed = [] }) => flawed),
    readings: read.map((one) => ({ file: one.file, says: saysOf(one) })),
    warnings: read.flatMap(({ warnings = [] }): readonly Finding[] => warnings),
    notes: [...read.map((one) => `${one.file} is read as ${saysOf(one)}`), ...found.flatMap(digestNote)],
  };
}

/** Runs a step; a mistake of the user's is kept, so that all are told at once. */
function attempt<T>(mistakes: BgDeployError[], step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof BgDeployError)) throw error;
    mistakes.push(error);
    return undefined;
  }
}

function throwTogether([first, ...others]: readonly BgDeployError[]): void {
  if (!first) return;
  if (others.length === 0) throw first;
  const { code, message, remedy, place } = first;
  throw new BgDeployError(code, message, {
    remedy,
    ...(place ? { place } : {}),
    others: [...first.others, ...others.flatMap((other) => [findingOf(other), ...other.others])],
  });
}

function findingOf({ message, remedy, place }: BgDeployError): Finding {
  return { message, remedy, ...(place ? { place } : {}) };
}

/** More names than any build gives its images; each is compared with each. */
const NAMES = 1000;

function withinLimit(images: readonly BuildImage[]): readonly BuildImage[] {
  const names = images.reduce((sum, { also = [] }) => sum + 1 + also.length, 0);
  if (names <= NAMES) return images;
  const place = images.at(-1)?.place;
  throw new BgDeployError('build-output-invalid', `there are ${names} names of images, and ${NAMES} are read`, {
    remedy: 'Give only the images of this release.',
    ...(place ? { place } : {}),
  });
}

/** Gives a digest that stands alone in its file to the image that it can only be of. */
function withDigests(images: readonly BuildImage[], digests: readonly BareDigest[]): BuildImage[] {
  const [bare, another] = digests;
  if (!bare) return [...images];
  const fail = (message: string, remedy: string): never => {
    throw new BgDeployError('build-output-invalid', message, { remedy, place: (another ?? bare).place });
  };
  if (another && another.digest !== bare.digest) {
    return fail('this is the second digest without an image', 'Give each image by --image NAME=repository@sha256:….');
  }
  const open = images.filter(({ digest, reference }) => digest === undefined && reference.digest === undefined);
  const repositories = new Set(open.map(({ reference }) => `${repositoryOf(reference)}:${reference.tag ?? ''}`));
  if (repositories.size !== 1) {
    return fail(
      open.length === 0
        ? 'this is the digest of an image that nothing names'
        : `this is the digest of one image, and there are ${repositories.size}: ${[...repositories].join(', ')}`,
      'Name the image by --image repository, or give it whole by --image NAME=repository@sha256:….',
    );
  }
  return images.map((image) => (open.includes(image) ? withDigest(image, bare.digest) : image));
}

function withDigest(image: BuildImage, digest: string): BuildImage {
  const { reference } = image;
  return { ...image, digest, reference: reference.tag === undefined ? pinnedTo(reference, digest) : reference };
}

function pinned(image: BuildImage, pinDigests: boolean): BuildImage {
  const { reference, digest, also = [] } = image;
  const known = reference.digest ?? digest;
  if (!pinDigests || known === undefined) return image;
  const pin = (name: typeof reference) => pinnedTo(name, name.digest ?? known);
  return { ...image, reference: pin(reference), ...(also.length > 0 ? { also: also.map(pin) } : {}) };
}

function digestNote({ reference, digest, origin }: BuildImage): string[] {
  if (digest === undefined || reference.digest !== undefined) return [];
  return [`${reference.text} (${origin}) is ${digest} in the registry; --pin-digest names it by that`];
}

function saysOf({ kind, images = [], values }: FileReading): string {
  const count = images.length === 1 ? '1 image' : `${images.length} images`;
  if (values) {
    const variables = Object.keys(values).length;
    return `${kind}: ${variables === 1 ? '1 variable' : `${variables} variables`}${images.length > 0 ? `, ${count}` : ''}`;
  }
  return images.length > 0 ? `${kind}: ${count}` : kind;
}
