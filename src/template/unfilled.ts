import { didYouMean } from '../domain/did-you-mean.js';
import type { Finding } from '../errors.js';
import type { Placeholder } from './placeholder.js';
import type { Template } from './template.js';
import { knownNames, type ValueLayers } from './values.js';

/** A placeholder for which no value was given. */
export interface Unfilled {
  readonly placeholder: Placeholder;
  readonly template: Template;
  /** What else could be done, where the place suggests something. */
  readonly hint?: string;
}

/** One finding per name, with all places where it stands and what to do about it. */
export function unfilledFindings(unfilled: readonly Unfilled[], values: ValueLayers): Finding[] {
  const byName = new Map<string, [Unfilled, ...Unfilled[]]>();
  for (const one of unfilled) {
    const same = byName.get(one.placeholder.name);
    if (same) same.push(one);
    else byName.set(one.placeholder.name, [one]);
  }
  const known = [...knownNames(values)];
  return [...byName].map(([name, [first, ...more]], index) => ({
    message: `${first.placeholder.token} ${reason(first.placeholder, values)}${elsewhere(first, more)}`,
    // Nobody reads further than that, and each suggestion takes a walk through all names.
    remedy: remedy(name, first, more, index < 50 ? known : []),
    place: first.template.placeAt(first.placeholder.start),
  }));
}

function reason({ name, expression }: Placeholder, { environment }: ValueLayers): string {
  if (expression) return 'is an expression of another template language, of which bg-deploy fills only names';
  return Object.hasOwn(environment, name) && environment[name] === ''
    ? `has no value: the environment variable ${name} is empty`
    : 'has no value';
}

function elsewhere(first: Unfilled, more: readonly Unfilled[]): string {
  if (more.length === 0) return '';
  const shown = more.slice(0, 5).map(({ template, placeholder }) => {
    const { line, column } = template.placeAt(placeholder.start);
    return `${template.file === first.template.file ? '' : `${template.file}:`}${line}:${column}`;
  });
  return ` (also at ${shown.join(', ')}${more.length > shown.length ? ` and ${more.length - shown.length} more` : ''})`;
}

function remedy(name: string, first: Unfilled, more: readonly Unfilled[], known: readonly string[]): string {
  const hints = new Set([first, ...more].flatMap(({ hint }) => hint ?? []));
  if (first.placeholder.expression) {
    return [
      'Render the file with the tool that it was written for, or write a plain name between the marks.',
      ...hints,
    ].join(' ');
  }
  const similar = didYouMean(
    name,
    known.filter((candidate) => candidate !== name),
  );
  const ways = [`--set ${shellWord(`${name}=…`)}`];
  if (/^[A-Za-z_]\w*$/.test(name)) ways.push(`the environment variable ${name}`);
  const sentences = [`Give it one by ${ways.join(', ')}, or \`values: { ${yamlKey(name)}: … }\` in the configuration.`];
  if (similar) sentences.push(`Did you mean ${similar}, which has a value?`);
  return [...sentences, ...hints].join(' ');
}

const shellWord = (text: string) => (/^[\w.=…/-]+$/.test(text) ? text : `'${text}'`);
const yamlKey = (name: string) => (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : JSON.stringify(name));
