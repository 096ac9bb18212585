import { formatPlace, type SourcePlace } from '../errors.js';
import { parseImageReference, repositoryOf, shortNameOf } from './image-reference.js';

/** A container as far as the assignment of images is concerned. */
export interface ImageTarget {
  readonly index: number;
  /** Unknown while the name is an unfilled placeholder. */
  readonly name?: string;
  /** The name as the template has it, for messages. */
  readonly templateName?: string;
  /** The image as the template has it, for messages. */
  readonly templateImage: string;
  readonly place: SourcePlace;
  readonly image: /** A placeholder and nothing else; `valued` if a value beside the build's output is known for it. */
    | { readonly kind: 'placeholder'; readonly name: string; readonly valued: boolean }
    /** Text with placeholders of which one has no value. */
    | { readonly kind: 'incomplete' }
    /** A complete reference, or text that is none. */
    | { readonly kind: 'complete'; readonly text: string };
}

/** The containers that a name means, and by what. */
export interface NamedTargets {
  readonly by: 'container' | 'placeholder' | 'repository';
  readonly targets: readonly ImageTarget[];
  /** The repositories that the name may mean, where it is the last part of several. */
  readonly repositories: readonly string[];
}

/**
 * The containers that a name means: a container's, an image placeholder's, a repository's in full or without its
 * registry, or the last part of one. The first of these that fits counts.
 */
export function targetsNamed(name: string, targets: readonly ImageTarget[]): NamedTargets {
  const byContainer = targets.filter((target) => target.name === name);
  if (byContainer.length > 0) return { by: 'container', targets: byContainer, repositories: [] };
  const byPlaceholder = targets.filter(({ image }) => image.kind === 'placeholder' && image.name === name);
  if (byPlaceholder.length > 0) return { by: 'placeholder', targets: byPlaceholder, repositories: [] };
  const fits = (test: (reference: NonNullable<ReturnType<typeof referenceIn>>) => boolean) =>
    targets.filter((target) => {
      const reference = referenceIn(target);
      return reference !== undefined && test(reference);
    });
  const byRepository = fits((reference) => reference.path === name || repositoryOf(reference) === name);
  const found = byRepository.length > 0 ? byRepository : fits((reference) => shortNameOf(reference) === name);
  const repositories = new Set(found.flatMap((target) => repositoryIn(target) ?? []));
  return { by: 'repository', targets: found, repositories: [...repositories] };
}

/**
 * The containers that wait for an image, one group for each placeholder: those whose image is a placeholder without any
 * other value; failing that, those with such a placeholder in their image; failing that, those whose placeholder has one.
 */
export function openTargets(targets: readonly ImageTarget[]): {
  groups: readonly string[];
  targets: readonly ImageTarget[];
} {
  const empty = targets.filter(({ image }) => image.kind === 'placeholder' && !image.valued);
  const incomplete = targets.filter(({ image }) => image.kind === 'incomplete');
  const valued = targets.filter(({ image }) => image.kind === 'placeholder');
  const open = [empty, incomplete, valued].find(({ length }) => length > 0) ?? [];
  const groups = new Set(open.map(({ image, index }) => (image.kind === 'placeholder' ? image.name : `#${index}`)));
  return { groups: [...groups], targets: open };
}

/** The image that the template names, if it names one completely. */
export function referenceIn({ image }: ImageTarget): ReturnType<typeof parseImageReference> {
  return image.kind === 'complete' ? parseImageReference(image.text) : undefined;
}

/** The repository of the image that the template names, if it names one completely. */
export function repositoryIn(target: ImageTarget): string | undefined {
  const reference = referenceIn(target);
  return reference && repositoryOf(reference);
}

/** A container as messages call it. */
export function called({ name, templateName, index }: ImageTarget): string {
  return name === undefined
    ? `container ${templateName ?? `number ${index + 1}`}`
    : `container ${JSON.stringify(name)}`;
}

/** Where containers have their images, for messages: ` (taskdef.json:5:16, taskdef.json:9:16)`. */
export function placesOf(targets: readonly ImageTarget[]): string {
  return targets.length === 0 ? '' : ` (${targets.map(({ place }) => formatPlace(place)).join(', ')})`;
}
