import type { Syntax } from '../template/syntax.js';
import { type JsonTree, parseJsonTree } from './json-syntax.js';
import { parseYamlTree } from './yaml-tree.js';

/** Reads a task definition's text as a tree, or finds the first thing that is wrong with it; YAML as JSON would be. */
export function parseDocumentTree(text: string, syntax: Syntax): JsonTree {
  if (syntax === 'json') return parseJsonTree(text);
  const tree = parseYamlTree(text);
  return 'problem' in tree ? tree : { ...tree, tolerated: [] };
}
