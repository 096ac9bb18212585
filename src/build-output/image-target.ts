import type { SourcePlace } from '../errors.js';
import { parseImageReference, repositoryOf } from './image-reference.js';

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

/** The containers that a name means: a container's, an image placeholder's, or a repository's. */
export function targetsNamed(name: string, targets: readonly ImageTarget[]): readonly ImageTarget[] {
  const byContainer = targets.filter((target) => target.name === name);
  if (byContainer.length > 0) return byContainer;
  const byPlaceholder = targets.filter(({ image }) => image.kind === 'placeholder' && image.name === name);
  if (byPlaceholder.length > 0) return byPlaceholder;
  return targets.filter(({ image }) => {
    const reference = image.kind === 'complete' ? parseImageReference(image.text) : undefined;
    return reference !== undefined && (reference.path === name || repositoryOf(reference) === name);
  });
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

/** The repository of the image that the template names, if it names one completely. */
export function repositoryIn({ image }: ImageTarget): string | undefined {
  const reference = image.kind === 'complete' ? parseImageReference(image.text) : undefined;
  return reference && repositoryOf(reference);
}

/** A container as messages call it. */
export function called({ name, templateName, index }: ImageTarget): string {
  return name === undefined
    ? `container ${templateName ?? `number ${index + 1}`}`
    : `container ${JSON.stringify(name)}`;
}
