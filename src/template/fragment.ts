import type { Placeholder } from './placeholder.js';
import type { Template } from './template.js';

/** What is to be done about the commas beside a placeholder that stands for members or items. */
export interface Joints {
  /** A comma has to be written before it, or behind it. */
  readonly before: boolean;
  readonly behind: boolean;
  /** The offset of a comma that would be one too many. */
  readonly spare?: number;
}

/** A placeholder that stands for members or items, and so for any number of them. */
export function isFragment({ slot }: Placeholder): boolean {
  return slot === 'members' || slot === 'items';
}

/**
 * Teams write such placeholders with and without commas around them, as their values have them. Commas are set right,
 * so that neither an empty value nor one without its own commas breaks the text.
 *
 * @param isEmpty - whether nothing comes of it
 * @returns by the placeholder
 */
export function jointsOf(
  template: Template,
  isEmpty: (placeholder: Placeholder) => boolean,
): ReadonlyMap<Placeholder, Joints> {
  const fragments = template.placeholders.filter(isFragment);
  const joints = new Map<Placeholder, Joints>();
  if (fragments.length === 0) return joints;
  const blanks = template.comments;
  // From the last character of what comes to nothing to the one that then stands before whatever follows.
  const skipped = new Map<number, number>();
  for (const [index, placeholder] of fragments.entries()) {
    let left = neighbour(template.text, placeholder.start - 1, -1, blanks);
    for (let further = skipped.get(left); further !== undefined; further = skipped.get(left)) left = further;
    const right = neighbour(template.text, placeholder.end, 1, blanks);
    const before = template.text.charAt(left);
    const behind = template.text.charAt(right);
    const opens = left < 0 || '{[,'.includes(before);
    const closes = behind === '' || '}]'.includes(behind);
    const needsComma = !closes && behind !== ',' && fragments[index + 1]?.start !== right;
    if (isEmpty(placeholder)) {
      const spare = opens && behind === ',' ? right : opens && closes && before === ',' ? left : undefined;
      joints.set(placeholder, {
        before: !opens && needsComma,
        behind: false,
        ...(spare === undefined ? {} : { spare }),
      });
      skipped.set(placeholder.end - 1, left);
      if (spare === right) skipped.set(right, left);
    } else {
      joints.set(placeholder, { before: !opens, behind: needsComma });
    }
  }
  return joints;
}

/** The next character that is neither white space nor in a comment. */
function neighbour(text: string, from: number, step: 1 | -1, comments: Template['comments']): number {
  let at = from;
  while (at >= 0 && at < text.length) {
    if (!/\s/.test(text.charAt(at))) {
      const comment = commentAt(comments, at);
      if (!comment) return at;
      at = step === 1 ? comment.end : comment.start - 1;
      continue;
    }
    at += step;
  }
  return at;
}

function commentAt(comments: Template['comments'], offset: number): Template['comments'][number] | undefined {
  let low = 0;
  let high = comments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const comment = comments[middle];
    if (!comment) return undefined;
    if (offset < comment.start) high = middle - 1;
    else if (offset >= comment.end) low = middle + 1;
    else return comment;
  }
  return undefined;
}
