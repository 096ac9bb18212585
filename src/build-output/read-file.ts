import { BgDeployError, type Finding } from '../errors.js';
import { isBareDigest, readBareDigest } from './bare-digest.js';
import { isBakeMetadata, isBuildMetadata, readBuildxMetadata } from './buildx-metadata.js';
import { looksLikeComposeFile, readComposeFile } from './compose-file.js';
import { isInspectedImage, readDockerInspect } from './docker-inspect.js';
import { looksLikeEnvFile, parseEnvFile } from './env-file.js';
import { exportedVariables, readExportedVariables } from './exported-variables.js';
import type { FileReading } from './file-reading.js';
import { expectedOf, hasCodePipelineName, readImageFile } from './image-file.js';
import { imageFromVariables } from './image-variables.js';
import { isJibMetadata, readJibMetadata } from './jib-metadata.js';
import { itemsOf, type JsonFile, membersOf, memberValue, readJsonFile } from './json-file.js';
import { isMetadataAction, readMetadataAction } from './metadata-action.js';
import { readReferenceLines } from './reference-lines.js';

/** A file that a build wrote. */
export interface BuildOutputFile {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/** The longest build output that is read, in characters and in bytes. */
export const BUILD_OUTPUT_LIMIT = 1024 * 1024;

/**
 * Reads a build output file. What kind it is, its content tells; a name that says something else is told of.
 *
 * @param variable - values of variables, for Compose files
 * @throws BgDeployError `build-output-invalid`
 */
export function readBuildOutputFile(
  { file, text: raw }: BuildOutputFile,
  variable: (name: string) => string | undefined,
): FileReading {
  const text = raw.replace(/^\uFEFF/, '');
  refuseSize(file, text);
  const reading = readByContent(file, text, variable);
  const misnamed = hasCodePipelineName(file) && !reading.kind.startsWith('CodePipeline');
  return misnamed
    ? { ...reading, warnings: [misleadingName(file, reading.kind), ...(reading.warnings ?? [])] }
    : reading;
}

/** Whether a file holds variables: those are read before the files that use variables. */
export function holdsVariables({ text }: BuildOutputFile): boolean {
  return !looksLikeComposeFile(text) && !/^\s*\{\s*"services"/.test(text.slice(0, 10_000));
}

function refuseSize(file: string, text: string): void {
  const empty = text.trim() === '';
  if (!empty && text.length <= BUILD_OUTPUT_LIMIT) return;
  throw new BgDeployError('build-output-invalid', empty ? 'the file is empty' : 'the file is longer than 1 MiB', {
    remedy: empty
      ? 'It should hold {"ImageURI": "…"}, a list of images by container, or NAME=VALUE lines.'
      : 'Name the file in which the build says what it made; none of that kind is so long.',
    place: { file, line: 1, column: 1 },
  });
}

function readByContent(file: string, text: string, variable: (name: string) => string | undefined): FileReading {
  if (/^\s*[[{]/.test(text)) return readJson(file, text, variable);
  if (isBareDigest(text)) return readBareDigest(file, text);
  if (looksLikeEnvFile(text)) return readVariables(file, text);
  if (/\.json$/i.test(file.slice(-10))) return readJson(file, text, variable);
  if (looksLikeComposeFile(text)) return readComposeFile(file, text, variable);
  return readReferenceLines(file, text) ?? readVariables(file, text);
}

function readVariables(file: string, text: string): FileReading {
  const values = parseEnvFile(file, text);
  const image = imageFromVariables(values);
  return {
    kind: 'NAME=VALUE lines',
    values,
    images: image ? [{ ...image, origin: `${image.origin} in ${file}`, place: { file } }] : [],
  };
}

function readJson(file: string, text: string, variable: (name: string) => string | undefined): FileReading {
  const json = readJsonFile(file, text, expectedOf(file));
  const { root } = json;
  const list = exportedVariables(root);
  if (list) return readExportedVariables(json, list);
  if (root.type === 'array') {
    return itemsOf(root).some(isInspectedImage) ? readDockerInspect(json) : readImageFile(json);
  }
  if (memberValue(root, 'ImageURI')) return readImageFile(json);
  if (isBuildMetadata(root) || isBakeMetadata(root)) return readBuildxMetadata(json);
  if (isMetadataAction(root)) return readMetadataAction(json);
  if (isInspectedImage(root)) return readDockerInspect(json);
  if (isJibMetadata(root)) return readJibMetadata(json);
  if (memberValue(root, 'services')?.type === 'object') return readComposeFile(file, text, variable);
  return isOfNoKind(json)
    ? json.fail(
        root,
        'this is JSON of no kind that is known: it names no image',
        'Give what CodePipeline, docker buildx, docker/metadata-action, docker inspect, Jib or Compose write.',
      )
    : readImageFile(json);
}

/** Nothing in it, nor its name, is like CodePipeline's `ImageURI`, whose own messages then would mislead. */
function isOfNoKind({ file, root }: JsonFile): boolean {
  const names = membersOf(root).map(([name]) => name);
  const near = names.some((name) => name.length < 20 && /^image.?ur[il]$/i.test(name));
  return root.type === 'object' && names.length > 0 && !near && !hasCodePipelineName(file);
}

function misleadingName(file: string, kind: string): Finding {
  return {
    rule: 'build-output-name',
    message: `the file has the name of one of CodePipeline's, and is ${kind}`,
    remedy: 'Give it a name that says what it is.',
    place: { file, line: 1, column: 1 },
  };
}
