import type { Node } from 'jsonc-parser';
import { didYouMean } from '../domain/did-you-mean.js';
import type { FileReading } from './file-reading.js';
import { imageMistake } from './image-mistake.js';
import { type ImageReference, isSha256, parseImageReference, pinnedTo } from './image-reference.js';
import { cut, itemsOf, type JsonFile, membersOf, memberValue, textOf, textsOf } from './json-file.js';

const DETAIL = '{"ImageURI": "…"}';
const DEFINITIONS = '[{"name": "container", "imageUri": "…"}]';

/** What CodePipeline's file of this name holds, for messages. */
export function expectedOf(file: string): string {
  return isDefinitionsName(file) ? DEFINITIONS : DETAIL;
}

/** Whether a file has the name of one of CodePipeline's two files. */
export function hasCodePipelineName(file: string): boolean {
  return isDetailName(file) || isDefinitionsName(file);
}

function isDetailName(file: string): boolean {
  return /image-?details?[^/\\]*$/i.test(file.slice(-255));
}

function isDefinitionsName(file: string): boolean {
  return /imagedefinitions?[^/\\]*$/i.test(file.slice(-255));
}

/**
 * Reads CodePipeline's two files: `imageDetail.json` (an object, one image; also in the long form that its ECR source
 * writes) and `imagedefinitions.json` (a list, images by container). The content decides which it is, and must agree
 * with the file's name where that is one of the two: CodePipeline would refuse it otherwise.
 *
 * @throws BgDeployError `build-output-invalid` with the place, what stands there and what is expected
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html
 */
export function readImageFile(json: JsonFile): FileReading {
  const { file, root } = json;
  const expected = expectedOf(file);
  if (root.type === 'array') {
    if (isDetailName(file)) {
      return json.fail(
        root,
        'there is a list, and imageDetail.json is an object',
        `Print ${DETAIL}, or name the file imagedefinitions.json and print ${DEFINITIONS}.`,
      );
    }
    return { kind: "CodePipeline's imagedefinitions", images: definitions(json) };
  }
  if (root.type !== 'object') {
    return json.fail(root, 'there is neither an object nor a list', `It should be ${expected}.`);
  }
  if (isDefinitionsName(file)) {
    return json.fail(
      root,
      'there is an object, and imagedefinitions.json is a list',
      `Print ${DEFINITIONS}, or name the file imageDetail.json and print ${DETAIL}.`,
    );
  }
  const reference = imageAt(json, root, 'ImageURI');
  const digest = detailDigest(json, reference);
  const also = tagsOf(json, reference);
  return {
    kind: "CodePipeline's imageDetail",
    images: [
      {
        reference: reference.tag === undefined && digest !== undefined ? pinnedTo(reference, digest) : reference,
        ...(also.length > 0 ? { also } : {}),
        ...(digest === undefined ? {} : { digest }),
        origin: file,
        place: json.placeOf(root),
      },
    ],
  };
}

function definitions(json: JsonFile) {
  const items = itemsOf(json.root);
  if (items.length === 0) return json.fail(json.root, 'the list names no image', `It should be ${DEFINITIONS}.`);
  return items.map((item) => {
    if (item.type !== 'object') return json.fail(item, 'an item is no object', `It should be ${DEFINITIONS}.`);
    const reference = imageAt(json, item, 'imageUri');
    const name = textOf(item, 'name');
    if (!name) {
      return json.fail(
        item,
        'an item does not say for which container it is',
        'Add "name", the name of the container.',
      );
    }
    return { name, reference, origin: json.file, place: json.placeOf(item) };
  });
}

/** `ImageTags` of the long form: the image's other names. */
function tagsOf(json: JsonFile, { registry, path, tag }: ImageReference): ImageReference[] {
  const repository = registry === undefined ? path : `${registry}/${path}`;
  return textsOf(memberValue(json.root, 'ImageTags')).flatMap((other) =>
    other === tag ? [] : (parseImageReference(`${repository}:${other}`) ?? []),
  );
}

/** `ImageDigest` of the long form; it must be that of the `ImageURI` beside it. */
function detailDigest(json: JsonFile, reference: ImageReference): string | undefined {
  const node = memberValue(json.root, 'ImageDigest');
  const digest = textOf(json.root, 'ImageDigest');
  if (!node || digest === undefined || !isSha256(digest)) return undefined;
  if (reference.digest !== undefined && reference.digest !== digest) {
    return json.fail(
      node,
      '"ImageDigest" and the digest in "ImageURI" are not the same',
      'They are of two images: print both from one answer of ECR.',
    );
  }
  return digest;
}

function imageAt(json: JsonFile, node: Node, member: string): ImageReference {
  const value = memberValue(node, member);
  if (!value) {
    const names = membersOf(node).flatMap(([name]) => (name.length <= 60 ? [name] : []));
    const near = didYouMean(member, names.slice(0, 50));
    return json.fail(
      node,
      near ? `there is "${near}" where "${member}" is expected` : `there is no "${member}"`,
      near ? `Write "${member}"; capitals count.` : `It should be ${expectedOf(json.file)}.`,
    );
  }
  const text: unknown = value.value;
  const reference = typeof text === 'string' ? parseImageReference(text) : undefined;
  if (reference) return reference;
  const mistake =
    typeof text === 'string'
      ? `${text === '' ? '' : `is ${cut(text)}, which `}${imageMistake(text)}`
      : `is ${JSON.stringify(text) ?? 'a list or an object'}, which is no image reference`;
  return json.fail(
    value,
    `"${member}" ${mistake}`,
    'It should be registry/repository:tag. See how the build prints it.',
  );
}
