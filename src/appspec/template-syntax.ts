import type { Syntax } from '../template/syntax.js';

/** JSON begins with a brace, and behind it a name in double quotes or a mark; anything else is read as YAML. */
export function appSpecSyntax(text: string): Syntax {
  return /^[\s\uFEFF]{0,1000}\{\s{0,1000}(?:"|\/[/*])/.test(text) ? 'json' : 'yaml';
}
