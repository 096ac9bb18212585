import { didYouMean } from '../domain/did-you-mean.js';
import type { ErrorCode, Finding, SourcePlace } from '../errors.js';
import type { BuildImage, BuildOutput } from './build-output.js';
import { namesByRepository } from './image-names.js';
import { type ImageReference, repositoryOf, sameImage } from './image-reference.js';
import {
  called,
  type ImageTarget,
  openTargets,
  placesOf,
  referenceIn,
  repositoryIn,
  targetsNamed,
} from './image-target.js';
import { movingTagWarnings } from './moving-tag.js';
import { areSame } from './repetition.js';

/** Which container gets which image. */
export interface ImageAssignment {
  /** By container index. */
  readonly images: ReadonlyMap<number, BuildImage>;
  /** By the name of the image placeholder, for other places where it stands. */
  readonly byPlaceholder: Readonly<Record<string, string>>;
  readonly decisions: readonly ImageDecision[];
  readonly notes: readonly string[];
  readonly problems: readonly AssignmentProblem[];
  /** What is doubtful and stops nothing: names that will mean another image tomorrow, and the build output's own. */
  readonly warnings: readonly Finding[];
}

/** One image that went to one container, and why. */
export interface ImageDecision {
  /** The container's place in the task definition, from 0 on. */
  readonly container: number;
  /** The container's name, where it is known. */
  readonly name?: string;
  /** What goes into the task definition. */
  readonly image: string;
  /** Where the image was named, e.g. `imageDetail.json`. */
  readonly origin: string;
  /** A sentence's end, e.g. `its image is a placeholder`. */
  readonly why: string;
  /** Where the template has the image. */
  readonly place: SourcePlace;
}

/** Why an image cannot be assigned. */
export interface AssignmentProblem extends Finding {
  readonly code: Extract<ErrorCode, 'image-missing' | 'image-ambiguous'>;
}

/** The parts of an assignment while it is made. */
interface Ledger {
  readonly targets: readonly ImageTarget[];
  readonly images: Map<number, BuildImage>;
  readonly decisions: ImageDecision[];
  readonly problems: AssignmentProblem[];
}

/**
 * Decides which container gets which image of the build:
 *
 * 1. by name: the container's, its image placeholder's, the repository's, or the last part of the repository's;
 * 2. without a name: to the one image placeholder that has no other value; failing that, to the containers whose image
 *    in the template is of the same repository; failing that, to the only container there is.
 *
 * Nothing is guessed: an image that fits several containers, or none, is a problem, and so is a container that two
 * images fit. Only images of files that tell of more than a release (Compose, bake) may fit nothing, as long as one of
 * the file does.
 */
export function assignImages(output: BuildOutput, targets: readonly ImageTarget[]): ImageAssignment {
  const ledger: Ledger = { targets, images: new Map(), decisions: [], problems: [] };
  const leftOver: BuildImage[] = [];
  // The only image there is must be meant, whatever its file calls it.
  const alone = output.images.length === 1;

  for (const image of output.images) {
    if (image.name === undefined) continue;
    if (!giveByName(ledger, image, image.name) && image.optional) leftOver.push(image);
  }
  const unnamed = [...output.images.filter(({ name }) => name === undefined), ...(alone ? leftOver.splice(0) : [])];
  giveUnnamed(ledger, unnamed);
  const unused = leftOver.filter((image) => !giveByRepository(ledger, image));

  // The environment alone is weak evidence: it fills what would otherwise stay empty, and is no error where it fits nothing.
  if (output.offered) {
    const open = openTargets(targets.filter(({ image }) => image.kind !== 'placeholder' || !image.valued));
    if (open.groups.length === 1) give(ledger, output.offered, open.targets, 'its image is a placeholder');
  }

  refuseFlawed(ledger, output);
  refuseUnusedFiles(ledger, unused);
  refuseEmpty(ledger);

  const { images, decisions, problems } = ledger;
  return {
    images,
    byPlaceholder: imagesByPlaceholder(targets, images),
    decisions,
    notes: [
      ...decisions.map((decision) => noteOf(decision, targets)),
      ...(output.notes ?? []),
      ...unused
        .filter((image) => ![...images.values()].some((one) => areSame(one, image)))
        .map(({ reference, origin }) => `${reference.text} (${origin}) is left out: it fits no container`),
    ],
    problems,
    warnings: [...(output.warnings ?? []), ...targets.flatMap((target) => doubtsOf(target, images.get(target.index)))],
  };
}

/** @returns whether the name means a container, or is refused because it means too many */
function giveByName(ledger: Ledger, image: BuildImage, name: string): boolean {
  const { targets } = ledger;
  const found = targetsNamed(name, targets);
  if (found.repositories.length > 1) {
    refuse(
      ledger,
      image,
      'image-ambiguous',
      `${name}, for which ${image.reference.text} (${image.origin}) is, may be ${found.repositories.join(' or ')}${placesOf(found.targets)}`,
      `Name the repository in full, or the container: --image ${found.targets[0]?.name ?? 'NAME'}=${image.reference.text}`,
    );
    return true;
  }
  if (found.targets.length > 0) {
    give(ledger, image, found.targets, `it was built for ${name}`);
    return true;
  }
  if (image.optional) return false;
  const names = targets.flatMap((target) => target.name ?? []);
  const similar = didYouMean(
    name.slice(0, NAME_LIMIT),
    names.filter(({ length }) => length <= NAME_LIMIT),
  );
  refuse(
    ledger,
    image,
    'image-missing',
    `${image.reference.text} (${image.origin}) is for ${name}, and no container, image placeholder or repository of the task definition has that name`,
    similar ? `Did you mean ${similar}?` : `Name one of its containers: ${listed(names)}.`,
  );
  return false;
}

/** AWS's limit on the names of containers. */
const NAME_LIMIT = 255;

function giveUnnamed(ledger: Ledger, told: readonly BuildImage[]): void {
  const { targets } = ledger;
  // What a container already has by name needs no second one.
  const given = [...ledger.images.values()];
  const unnamed = told.filter((image) => !given.some((one) => areSame(one, image)));
  const [single, another] = unnamed;
  if (single && !another) {
    const open = openTargets(targets.filter(({ index }) => !ledger.images.has(index)));
    const [only] = targets;
    if (open.groups.length === 1) give(ledger, single, open.targets, 'its image is a placeholder');
    else if (giveByRepository(ledger, single)) return;
    else if (open.groups.length === 0 && targets.length === 1 && only) {
      give(ledger, single, [only], 'there is no other container');
    } else refuseUnfit(ledger, single);
    return;
  }
  const left = unnamed.filter((image) => !giveByRepository(ledger, image));
  const open = openTargets(targets.filter(({ index }) => !ledger.images.has(index)));
  const [last, oneMore] = left;
  if (last && !oneMore && open.groups.length === 1) {
    give(ledger, last, open.targets, 'its image is the only placeholder that is left');
    return;
  }
  for (const image of left) refuseUnfit(ledger, image);
}

function giveByRepository(ledger: Ledger, image: BuildImage): boolean {
  const names = namesByRepository(image);
  const fitting = ledger.targets.filter((target) => names.has(repositoryIn(target) ?? ''));
  give(ledger, image, fitting, 'the template has an image of the same repository');
  return fitting.length > 0;
}

function give(ledger: Ledger, image: BuildImage, to: readonly ImageTarget[], why: string): void {
  for (const target of to) {
    const reference = nameFor(ledger, image, target);
    if (!reference) continue;
    const other = ledger.images.get(target.index);
    if (other) {
      if (agree(other, { ...image, reference })) continue;
      ledger.problems.push({
        code: 'image-ambiguous',
        rule: 'image-conflict',
        message: `${other.reference.text} (${other.origin}) and ${reference.text} (${image.origin}) both fit ${called(target)}`,
        remedy: 'Give only one of them, or say for which containers they are: --image NAME=URI.',
        place: target.place,
      });
      continue;
    }
    ledger.images.set(target.index, { ...image, reference });
    ledger.decisions.push({
      container: target.index,
      ...(target.name === undefined ? {} : { name: target.name }),
      image: reference.text,
      origin: image.origin,
      why,
      place: target.place,
    });
  }
}

/** The image's name in the registry that the template names; without that, its only one. */
function nameFor(ledger: Ledger, image: BuildImage, target: ImageTarget): ImageReference | undefined {
  const names = namesByRepository(image);
  const wanted = names.get(repositoryIn(target) ?? '');
  if (wanted) return wanted;
  if (names.size === 1) return image.reference;
  const all = [...names.values()].map(({ text }) => text);
  refuse(
    ledger,
    image,
    'image-ambiguous',
    `the image for ${called(target)} was pushed to several repositories (${image.origin}): ${all.join(', ')}`,
    `Say from which one it is to come: --image ${target.name ?? 'NAME'}=${image.reference.text}`,
  );
  return undefined;
}

function agree(one: BuildImage, other: BuildImage): boolean {
  if (one.reference.text === other.reference.text || sameImage(one.reference, other.reference)) return true;
  const digest = one.reference.digest ?? one.digest;
  return (
    digest !== undefined &&
    digest === (other.reference.digest ?? other.digest) &&
    repositoryOf(one.reference) === repositoryOf(other.reference)
  );
}

function refuse(
  { problems }: Ledger,
  image: BuildImage,
  code: AssignmentProblem['code'],
  message: string,
  remedy: string,
): void {
  problems.push({ code, message, remedy, ...(image.place ? { place: image.place } : {}) });
}

function refuseUnfit(ledger: Ledger, image: BuildImage): void {
  const { targets } = ledger;
  const open = openTargets(targets.filter(({ index }) => !ledger.images.has(index)));
  const candidates = open.groups.length > 0 ? open.targets : targets;
  refuse(
    ledger,
    image,
    'image-ambiguous',
    candidates.length === 0
      ? `${image.reference.text} (${image.origin}) fits no container: the task definition has none`
      : `${image.reference.text} (${image.origin}) could go to ${candidates.map(called).join(' or ')}${placesOf(candidates)}`,
    `Say for which container it is: --image ${candidates[0]?.name ?? 'NAME'}=${image.reference.text}`,
  );
}

/** An image that cannot be used matters where a container waits for it. */
function refuseFlawed({ targets, images, problems }: Ledger, { flawed = [] }: BuildOutput): void {
  for (const { name, finding } of flawed) {
    const needed = targetsNamed(name, targets).targets.some(({ index }) => !images.has(index));
    if (needed) problems.push({ code: 'image-missing', ...finding });
  }
}

/** A file of which nothing fits was named by mistake, or its names are not those of the task definition. */
function refuseUnusedFiles({ targets, images, problems }: Ledger, unused: readonly BuildImage[]): void {
  const given = [...images.values()];
  const used = new Set([
    ...given.map(({ place }) => place?.file),
    // The image of one of its services went to a container under another file's word.
    ...unused.flatMap((image) => (given.some((one) => areSame(one, image)) ? [image.place?.file] : [])),
  ]);
  for (const file of new Set(unused.map(({ place }) => place?.file))) {
    const own = unused.filter(({ place }) => place?.file === file);
    const [first] = own;
    if (!first || used.has(file)) continue;
    problems.push({
      code: 'image-missing',
      message: `none of the images in ${file ?? first.origin} (${listed(own.flatMap(({ name }) => name ?? []))}) fits a container of the task definition`,
      remedy: `Say for which container it is: --image NAME=${first.reference.text}; its containers are ${listed(targets.flatMap(({ name }) => name ?? []))}.`,
      ...(first.place ? { place: first.place } : {}),
    });
  }
}

function refuseEmpty({ targets, images, problems }: Ledger): void {
  if (problems.length > 0) return;
  for (const target of targets) {
    if (images.has(target.index)) continue;
    if (target.image.kind !== 'placeholder' || target.image.valued) continue;
    problems.push({
      code: 'image-missing',
      message: `${target.templateImage}, the image of ${called(target)}, has no value, and the build named no image for it`,
      remedy: `Give it by --image ${targets.length === 1 ? '' : `${target.name ?? 'NAME'}=`}URI or --build-output imageDetail.json.`,
      place: target.place,
    });
  }
}

function noteOf({ container, image, origin, why }: ImageDecision, targets: readonly ImageTarget[]): string {
  const target = targets.find(({ index }) => index === container);
  return `${image} (${origin}) goes to ${target ? called(target) : `container number ${container + 1}`}: ${why}`;
}

function doubtsOf(target: ImageTarget, image: BuildImage | undefined): Finding[] {
  const reference = image?.reference ?? referenceIn(target);
  return reference ? movingTagWarnings(reference, called(target), target.place, image?.digest !== undefined) : [];
}

/** Placeholders of containers that got different images stand for none of them. */
function imagesByPlaceholder(
  targets: readonly ImageTarget[],
  images: ReadonlyMap<number, BuildImage>,
): Record<string, string> {
  const built = new Map<string, Set<string>>();
  for (const { index, image } of targets) {
    const text = images.get(index)?.reference.text;
    if (image.kind !== 'placeholder' || text === undefined) continue;
    built.set(image.name, (built.get(image.name) ?? new Set()).add(text));
  }
  return Object.fromEntries([...built].flatMap(([name, [text, another]]) => (text && !another ? [[name, text]] : [])));
}

const listed = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : 'it has none');
