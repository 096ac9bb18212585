import type { Syntax } from '../template/syntax.js';

/**
 * Whether a task definition template is JSON or YAML: what begins with a bracket is JSON whatever its name, otherwise
 * the name decides, and without a telling name the first line.
 */
export function taskDefinitionSyntax(file: string, text: string): Syntax {
  // A flow mapping of YAML: { family: web }, or { 'family': 'web' }.
  if (/\.ya?ml(?:\.\w+)?$/i.test(file) && /^\uFEFF?\s{0,1000}\{\s{0,1000}(?:'|[A-Za-z]\w{0,100}:\s)/.test(text))
    return 'yaml';
  const begins = /^\uFEFF?\s{0,1000}([^\s])/.exec(text)?.[1] ?? '';
  if (begins === '{' && !/^\uFEFF?\s{0,1000}\{\{/.test(text)) return 'json';
  if (begins === '[') return 'json';
  if (/\.ya?ml(?:\.\w+)?$/i.test(file)) return 'yaml';
  if (/\.json/i.test(file)) return 'json';
  return /^\uFEFF?(?:[ \t]{0,100}(?:#[^\n]{0,1000}|---[ \t]{0,100})?\r?\n){0,200}(?:family|containerDefinitions|taskDefinition):[ \r\n]/.test(
    text,
  )
    ? 'yaml'
    : 'json';
}
