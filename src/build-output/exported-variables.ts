import type { Node } from 'jsonc-parser';
import type { FileReading } from './file-reading.js';
import { imageFromVariables } from './image-variables.js';
import { itemsOf, type JsonFile, memberValue, textOf } from './json-file.js';

/** CodeBuild's exported variables, wherever in an answer of `batch-get-builds` they were cut out. */
export function exportedVariables(root: Node): Node | undefined {
  const builds = itemsOf(memberValue(root, 'builds'));
  const build = builds.length === 1 ? builds[0] : root;
  const list = root.type === 'array' ? root : memberValue(build, 'exportedEnvironmentVariables');
  const [first] = itemsOf(list);
  if (root.type !== 'array') return list;
  return memberValue(first, 'name') && memberValue(first, 'value') ? list : undefined;
}

/**
 * Reads CodeBuild's exported variables: a list of `{"name", "value"}`, alone or as `aws codebuild batch-get-builds`
 * prints it. They count as the lines of an env file do.
 *
 * @throws BgDeployError `build-output-invalid` at an item of another shape; values are never part of the message
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ExportedEnvironmentVariable.html
 */
export function readExportedVariables(json: JsonFile, list: Node): FileReading {
  const values = Object.fromEntries(
    itemsOf(list).map((item): [string, string] => {
      const name = textOf(item, 'name');
      const value = textOf(item, 'value');
      if (name && value !== undefined) return [name, value];
      return json.fail(
        item,
        'an item is not {"name": "…", "value": "…"}',
        'Give each variable a name and a text value.',
      );
    }),
  );
  const image = imageFromVariables(values);
  return {
    kind: "CodeBuild's exported variables",
    values,
    images: image ? [{ ...image, origin: `${image.origin} in ${json.file}`, place: json.placeOf(list) }] : [],
  };
}
