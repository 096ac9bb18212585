import { lookupFailed } from './outcome.js';

/** One step into a value: a name, or an index in brackets. */
export type Step = string | number;

/** What an address of a Terraform state means. */
export type TerraformAddress =
  | { readonly kind: 'output'; readonly name: string; readonly path: readonly Step[] }
  | {
      readonly kind: 'resource';
      /** As the state writes it: `module.a["k"].module.b`; `undefined` in the root module. */
      readonly module: string | undefined;
      readonly mode: 'managed' | 'data';
      readonly type: string;
      readonly name: string;
      /** Which of several instances: `[0]` or `["k"]`. */
      readonly index: Step | undefined;
      readonly path: readonly Step[];
    };

interface Word {
  readonly name: string;
  readonly indexes: readonly Step[];
}

const NAME = /[\p{L}\p{N}_][\p{L}\p{N}_-]{0,200}/uy;
const INDEX = /\[(?:(\d{1,9})|"((?:[^"\\]|\\.){0,300})"|'((?:[^'\\]|\\.){0,300})')\]/sy;

/**
 * Reads an address: `output.vpc_id`, `aws_subnet.a[0].id`, `data.aws_caller_identity.me.account_id`,
 * `module.app["web"].aws_iam_role.task.arn`; keys in single or double quotes.
 *
 * @throws BgDeployError `lookup-failed`
 * @see https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
export function parseTerraformAddress(text: string): TerraformAddress {
  const words = wordsOf(text);
  const modules: string[] = [];
  let [first, second] = words;
  while (first?.name === 'module' && first.indexes.length === 0 && second) {
    modules.push(`module.${second.name}${second.indexes.map((index) => `[${JSON.stringify(index)}]`).join('')}`);
    words.splice(0, 2);
    [first, second] = words;
  }
  if (first?.name === 'output' && first.indexes.length === 0 && second) {
    if (modules.length > 0) {
      throw lookupFailed(
        `${text}: a Terraform state does not hold the outputs of modules`,
        `Ask for an attribute of a resource in the module, or write an output of the root module for it.`,
      );
    }
    return { kind: 'output', name: second.name, path: [...second.indexes, ...pathOf(words.slice(2))] };
  }
  const mode = first?.name === 'data' && first.indexes.length === 0 ? 'data' : 'managed';
  const [type, resource, ...rest] = mode === 'data' ? words.slice(1) : words;
  const [index, ...further] = resource?.indexes ?? [];
  if (!type || !resource || type.indexes.length > 0 || further.length > 0) throw malformed(text);
  const module = modules.length > 0 ? modules.join('.') : undefined;
  return { kind: 'resource', module, mode, type: type.name, name: resource.name, index, path: pathOf(rest) };
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  if (text.length > 2000) throw malformed(`${text.slice(0, 60)}…`);
  for (;;) {
    const name = take(NAME)?.[0];
    if (name === undefined) throw malformed(text);
    const indexes: Step[] = [];
    for (let match = take(INDEX); match; match = take(INDEX)) {
      const [, digits, double, single] = match;
      indexes.push(digits === undefined ? (double ?? single ?? '').replace(/\\(["'\\])/g, '$1') : Number(digits));
    }
    words.push({ name, indexes });
    if (at === text.length) return words;
    if (text[at] !== '.') throw malformed(text);
    at += 1;
  }
}

function pathOf(words: readonly Word[]): Step[] {
  return words.flatMap(({ name, indexes }) => [name, ...indexes]);
}

function malformed(text: string): Error {
  return lookupFailed(
    `${text} is no address in a Terraform state`,
    'Write it as Terraform does: output.NAME, aws_subnet.NAME.id, data.TYPE.NAME.ATTRIBUTE, module.NAME.TYPE.NAME["key"].ATTRIBUTE.',
  );
}
