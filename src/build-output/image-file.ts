import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { didYouMean } from '../domain/did-you-mean.js';
import { BgDeployError } from '../errors.js';
import { lineIndex } from '../template/line-index.js';
import type { BuildImage } from './build-output.js';
import { parseImageReference } from './image-reference.js';

const DETAIL = '{"ImageURI": "…"}';
const DEFINITIONS = '[{"name": "container", "imageUri": "…"}]';

/**
 * Reads CodePipeline's two files: `imageDetail.json` (an object, one image) and `imagedefinitions.json` (a list, images
 * by container). The content decides which it is, and must agree with the file's name where that is one of the two.
 *
 * @throws BgDeployError `build-output-invalid` with the place, what stands there and what is expected
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html
 */
export function parseImageFile(file: string, text: string): BuildImage[] {
  const position = lineIndex(text);
  const fail = (offset: number, message: string, remedy: string): never => {
    throw new BgDeployError('build-output-invalid', message, { remedy, place: { file, ...position(offset) } });
  };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const expected = /imagedefinitions?[^/\\]*$/i.test(file) ? DEFINITIONS : DETAIL;
  const named = /image-?detail[^/\\]*$/i.test(file) || expected === DEFINITIONS;
  if (!root || errors[0]) {
    return fail(errors[0]?.offset ?? 0, 'this is not JSON', `It should be ${expected}. See how the build prints it.`);
  }

  const imageAt = (node: Node, member: string): BuildImage['reference'] => {
    const value = memberOf(node, member);
    if (!value) {
      const names = (node.children ?? []).map(({ children }) => String(children?.[0]?.value));
      const near = didYouMean(member, names);
      return fail(
        node.offset,
        near ? `there is "${near}" where "${member}" is expected` : `there is no "${member}"`,
        near ? `Write "${member}"; capitals count.` : `It should be ${expected}.`,
      );
    }
    const text: unknown = value.value;
    const reference = typeof text === 'string' ? parseImageReference(text) : undefined;
    if (reference) return reference;
    const found =
      text === '' ? 'is empty' : `is ${JSON.stringify(text) ?? 'a list or an object'}, which is no image reference`;
    return fail(
      value.offset,
      `"${member}" ${found}`,
      'It should be registry/repository:tag. See how the build prints it.',
    );
  };

  if (root.type === 'array') {
    if (named && expected === DETAIL) {
      return fail(
        root.offset,
        'there is a list, and imageDetail.json is an object',
        `Print ${DETAIL}, or name the file imagedefinitions.json and print ${DEFINITIONS}.`,
      );
    }
    const items = root.children ?? [];
    if (items.length === 0) return fail(root.offset, 'the list names no image', `It should be ${DEFINITIONS}.`);
    return items.map((item) => {
      if (item.type !== 'object') return fail(item.offset, 'an item is no object', `It should be ${DEFINITIONS}.`);
      const reference = imageAt(item, 'imageUri');
      const name: unknown = memberOf(item, 'name')?.value;
      if (typeof name !== 'string' || name === '') {
        return fail(
          item.offset,
          'an item does not say for which container it is',
          'Add "name", the name of the container.',
        );
      }
      return { name, reference, origin: file, place: { file, ...position(item.offset) } };
    });
  }
  if (root.type !== 'object')
    return fail(root.offset, 'there is neither an object nor a list', `It should be ${expected}.`);
  if (named && expected === DEFINITIONS) {
    return fail(
      root.offset,
      'there is an object, and imagedefinitions.json is a list',
      `Print ${DEFINITIONS}, or name the file imageDetail.json and print ${DETAIL}.`,
    );
  }
  return [{ reference: imageAt(root, 'ImageURI'), origin: file, place: { file, ...position(root.offset) } }];
}

function memberOf(node: Node, name: string): Node | undefined {
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}
