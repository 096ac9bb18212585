import { didYouMean } from '../domain/did-you-mean.js';
import type { ErrorCode, Finding } from '../errors.js';
import type { BuildImage, BuildOutput } from './build-output.js';
import { repositoryOf } from './image-reference.js';
import { called, type ImageTarget, openTargets, repositoryIn, targetsNamed } from './image-target.js';

/** Which container gets which image. */
export interface ImageAssignment {
  /** By container index. */
  readonly images: ReadonlyMap<number, BuildImage>;
  /** By the name of the image placeholder, for other places where it stands. */
  readonly byPlaceholder: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  readonly problems: readonly AssignmentProblem[];
}

/** Why an image cannot be assigned. */
export interface AssignmentProblem extends Finding {
  readonly code: Extract<ErrorCode, 'image-missing' | 'image-ambiguous'>;
}

/**
 * Decides which container gets which image of the build:
 *
 * 1. by name: the container's, its image placeholder's, or the repository's;
 * 2. without a name: to the one image placeholder that has no other value; failing that, to the containers whose image
 *    in the template is of the same repository; failing that, to the only container there is.
 *
 * Nothing is guessed: an image that fits several containers, or none, is a problem, and so is a container that two
 * images fit.
 */
export function assignImages(output: BuildOutput, targets: readonly ImageTarget[]): ImageAssignment {
  const images = new Map<number, BuildImage>();
  const notes: string[] = [];
  const problems: AssignmentProblem[] = [];

  const give = (image: BuildImage, to: readonly ImageTarget[], why: string) => {
    for (const target of to) {
      const other = images.get(target.index);
      if (other && other.reference.text !== image.reference.text) {
        problems.push({
          code: 'image-ambiguous',
          message: `${other.reference.text} (${other.origin}) and ${image.reference.text} (${image.origin}) both fit ${called(target)}`,
          remedy: 'Give only one of them, or say for which containers they are: --image NAME=URI.',
          place: target.place,
        });
        continue;
      }
      images.set(target.index, image);
      notes.push(`${image.reference.text} (${image.origin}) goes to ${called(target)}: ${why}`);
    }
  };
  const refuse = (image: BuildImage, code: AssignmentProblem['code'], message: string, remedy: string) => {
    problems.push({ code, message, remedy, ...(image.place ? { place: image.place } : {}) });
  };

  for (const image of output.images) {
    if (image.name === undefined) continue;
    const { name } = image;
    const found = targetsNamed(name, targets);
    if (found.length > 0) {
      give(image, found, `it was built for ${name}`);
    } else {
      const names = targets.flatMap((target) => target.name ?? []);
      const similar = didYouMean(name, names);
      refuse(
        image,
        'image-missing',
        `${image.reference.text} (${image.origin}) is for ${name}, and no container, image placeholder or repository of the task definition has that name`,
        similar ? `Did you mean ${similar}?` : `Name one of its containers: ${listed(names)}.`,
      );
    }
  }

  const unnamed = output.images.filter(({ name }) => name === undefined);
  for (const image of unnamed) {
    const open = openTargets(targets.filter(({ index }) => !images.has(index)));
    const sameRepository = targets.filter((target) => repositoryIn(target) === repositoryOf(image.reference));
    const [only] = targets;
    if (open.groups.length === 1 && unnamed.length === 1) {
      give(image, open.targets, 'its image is a placeholder');
    } else if (sameRepository.length > 0) {
      give(image, sameRepository, 'the template has an image of the same repository');
    } else if (open.groups.length === 0 && targets.length === 1 && only && unnamed.length === 1) {
      give(image, [only], 'there is no other container');
    } else {
      const candidates = open.groups.length > 0 ? open.targets : targets;
      refuse(
        image,
        'image-ambiguous',
        candidates.length === 0
          ? `${image.reference.text} (${image.origin}) fits no container: the task definition has none`
          : `${image.reference.text} (${image.origin}) could go to ${candidates.map(called).join(' or ')}`,
        `Say for which container it is: --image ${candidates[0]?.name ?? 'NAME'}=${image.reference.text}`,
      );
    }
  }

  // The environment alone is weak evidence: it fills what would otherwise stay empty, and is no error where it fits nothing.
  if (output.offered) {
    const open = openTargets(targets.filter(({ image }) => image.kind !== 'placeholder' || !image.valued));
    if (open.groups.length === 1) give(output.offered, open.targets, 'its image is a placeholder');
  }

  for (const target of targets) {
    if (images.has(target.index) || problems.length > 0) continue;
    if (target.image.kind !== 'placeholder' || target.image.valued) continue;
    problems.push({
      code: 'image-missing',
      message: `${target.templateImage}, the image of ${called(target)}, has no value, and the build named no image for it`,
      remedy: `Give it by --image ${targets.length === 1 ? '' : `${target.name ?? 'NAME'}=`}URI or --build-output imageDetail.json.`,
      place: target.place,
    });
  }

  return { images, byPlaceholder: imagesByPlaceholder(targets, images), notes, problems };
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
