import type { BuildImage } from '../build-output/build-output.js';
import { namesOf } from '../template/expression.js';
import type { Placeholder } from '../template/placeholder.js';
import { placeholdersWithin } from '../template/placeholders-within.js';
import type { Template } from '../template/template.js';
import type { ContainerOutline } from './outline.js';

/** More of them could be read in many ways, which takes long to find out. */
const PARTS_LIMIT = 4;

/**
 * What the placeholders within an image stand for, told by the image that the build made for it: where a template has
 * `${ECR}/web:${TAG}` and gets `registry.example/web:1.4.2`, TAG is `1.4.2`, also where it stands elsewhere.
 *
 * Only what can be read in one way is taken, and nothing that differs between two containers.
 */
export function imageParts(
  template: Template,
  containers: readonly ContainerOutline[],
  images: ReadonlyMap<number, BuildImage>,
): Record<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { index, image } of containers) {
    const built = images.get(index);
    if (!image || !built) continue;
    const inside = placeholdersWithin(template, image.start, image.end);
    // A whole image is told of by the assignment itself.
    if (inside.length === 0 || inside.length > PARTS_LIMIT || inside.some(({ whole }) => whole)) continue;
    const parts = partsOf(template.text, image, inside, built);
    for (const [name, value] of Object.entries(parts)) found.set(name, (found.get(name) ?? new Set()).add(value));
  }
  return Object.fromEntries([...found].flatMap(([name, [value, other]]) => (value && !other ? [[name, value]] : [])));
}

function partsOf(
  text: string,
  image: { readonly start: number; readonly end: number },
  inside: readonly Placeholder[],
  { reference }: BuildImage,
): Record<string, string> {
  const literals: string[] = [];
  let at = image.start;
  for (const { start, end } of inside) {
    literals.push(text.slice(at, start));
    at = end;
  }
  literals.push(text.slice(at, image.end));
  const pieces = literals.map((literal) => literal.replace(/^"|"$/g, ''));
  if (pieces.slice(1, -1).includes('')) return {};
  const written = pieces.join('');
  // A template with a tag says nothing of a digest, and the other way round.
  const repository = `${reference.registry === undefined ? '' : `${reference.registry}/`}${reference.path}`;
  const whole = written.includes('@')
    ? reference.digest && `${repository}@${reference.digest}`
    : reference.tag && `${repository}:${reference.tag}`;
  if (whole === undefined || whole === '') return {};

  const pattern = (group: string) =>
    new RegExp(`^${pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join(group)}$`);
  const shortest = pattern('([^@]{1,300}?)').exec(whole);
  const longest = pattern('([^@]{1,300})').exec(whole);
  if (!shortest || !longest) return {};
  return Object.fromEntries(
    inside.flatMap(({ meaning }, index) => {
      const value = shortest[index + 1];
      const [name] = meaning.kind === 'value' || meaning.kind === 'first' ? namesOf(meaning) : [];
      return name !== undefined && value !== undefined && value === longest[index + 1] ? [[name, value]] : [];
    }),
  );
}
