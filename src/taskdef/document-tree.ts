import type { JSONPath, Node } from 'jsonc-parser';
import type { Syntax } from '../template/syntax.js';
import { parseJsonTree } from './json-syntax.js';
import { parseYamlTree } from './yaml-tree.js';

/** A task definition's text as a tree, or the first thing that is wrong with it. */
export type DocumentTree =
  | {
      readonly root: Node;
      /** What was tolerated, e.g. `comments`. */
      readonly tolerated: readonly string[];
      /** The same as a value, where it is at hand. */
      readonly content?: unknown;
      /** The path to the text that stands at an offset, where it is known without the tree. */
      readonly pathAt?: (offset: number) => JSONPath | undefined;
    }
  | { readonly problem: string; readonly remedy: string; readonly offset: number; readonly root: Node | undefined };

/** Reads a task definition's text. */
export function parseDocumentTree(text: string, syntax: Syntax): DocumentTree {
  if (syntax === 'json') return parseJsonTree(text);
  const tree = parseYamlTree(text);
  return 'problem' in tree ? tree : { ...tree, tolerated: [] };
}
