import type { ImageTarget } from '../build-output/image-target.js';
import { evaluate } from '../template/expression.js';
import { fillRange } from '../template/fill.js';
import type { Placeholder } from '../template/placeholder.js';
import { placeholdersWithin } from '../template/placeholders-within.js';
import type { Template } from '../template/template.js';
import type { ValueLayers } from '../template/values.js';
import type { ContainerOutline } from './outline.js';

/** The containers of a template as candidates for the build's images. */
export function imageTargets(
  template: Template,
  containers: readonly ContainerOutline[],
  values: ValueLayers,
): ImageTarget[] {
  return containers.flatMap(({ index, name, image }) => {
    if (!image) return [];
    const called = name && jsonText(fillRange(template, name.start, name.end, values));
    return [
      {
        index,
        ...(called ? { name: called } : {}),
        ...(name ? { templateName: template.text.slice(name.start, name.end) } : {}),
        templateImage: template.text.slice(image.start, image.end),
        get place() {
          return template.placeAt(image.start);
        },
        image: imageOf(template, image.start, image.end, values),
      },
    ];
  });
}

/** The image placeholder that is all of a container's image. */
export function wholeImagePlaceholder(template: Template, start: number, end: number): Placeholder | undefined {
  return placeholdersWithin(template, start, end).find(({ whole }) => whole);
}

function imageOf(template: Template, start: number, end: number, values: ValueLayers): ImageTarget['image'] {
  const placeholder = wholeImagePlaceholder(template, start, end);
  // What `--set` says of an image placeholder is meant; anything else gives way to the build's output.
  if (placeholder && !Object.hasOwn(values.set, placeholder.name)) {
    const valued = evaluate(placeholder.meaning, values).kind === 'value';
    return { kind: 'placeholder', name: placeholder.name, valued };
  }
  const text = fillRange(template, start, end, values);
  return text === undefined ? { kind: 'incomplete' } : { kind: 'complete', text: jsonText(text) ?? text };
}

/** The text of a JSON string; text without quotes (a placeholder that stands bare) is taken as it is. */
function jsonText(literal: string | undefined): string | undefined {
  if (literal === undefined || !literal.startsWith('"')) return literal;
  return literal.slice(1, -1).replaceAll('\\/', '/');
}
