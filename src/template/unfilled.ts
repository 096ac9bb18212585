import { didYouMean } from '../domain/did-you-mean.js';
import type { Finding } from '../errors.js';
import type { Absence } from './expression.js';
import type { Placeholder } from './placeholder.js';
import type { Template } from './template.js';
import { knownNames, type ValueLayers } from './values.js';

/** A placeholder for which no value was given. */
export interface Unfilled {
  readonly placeholder: Placeholder;
  readonly template: Template;
  /** What of it has no value. */
  readonly absence: Absence;
  /** What else could be done, where the place suggests something. */
  readonly hint?: string;
}

/** One finding per name, with all places where it stands and what to do about it. */
export function unfilledFindings(unfilled: readonly Unfilled[], values: ValueLayers): Finding[] {
  const byName = new Map<string, [Unfilled, ...Unfilled[]]>();
  for (const one of unfilled) {
    const key = `${one.absence.kind} ${one.absence.kind === 'name' ? one.absence.name : one.placeholder.name}`;
    const same = byName.get(key);
    if (same) same.push(one);
    else byName.set(key, [one]);
  }
  const known = [...knownNames(values)];
  return [...byName.values()].map(([first, ...more], index) => ({
    message: `${first.placeholder.token} ${reason(first, values)}${elsewhere(first, more)}`,
    // Nobody reads further than that, and each suggestion takes a walk through all names.
    remedy: remedy(first, more, index < 50 ? known : []),
    place: first.template.placeAt(first.placeholder.start),
    rule: RULES[first.absence.kind],
  }));
}

const RULES = { name: 'placeholder-unfilled', lookup: 'lookup-unanswered', unknown: 'placeholder-expression' } as const;

function reason({ absence, placeholder }: Unfilled, { environment }: ValueLayers): string {
  switch (absence.kind) {
    case 'unknown':
      return `is an expression of ${absence.language}, which bg-deploy does not work out`;
    case 'lookup':
      return 'has to be looked up, and there is no answer';
    case 'name': {
      const of = absence.name === placeholder.name ? '' : ` for ${absence.name}`;
      const empty = Object.hasOwn(environment, absence.name) && environment[absence.name] === '';
      const own = absence.message ? `; the template says: ${absence.message}` : '';
      return `has no value${of}${empty ? `: the environment variable ${absence.name} is empty` : ''}${own}`;
    }
  }
}

function elsewhere(first: Unfilled, more: readonly Unfilled[]): string {
  if (more.length === 0) return '';
  const shown = more.slice(0, 5).map(({ template, placeholder }) => {
    const { line, column } = template.placeAt(placeholder.start);
    return `${template.file === first.template.file ? '' : `${template.file}:`}${line}:${column}`;
  });
  return ` (also at ${shown.join(', ')}${more.length > shown.length ? ` and ${more.length - shown.length} more` : ''})`;
}

function remedy(first: Unfilled, more: readonly Unfilled[], known: readonly string[]): string {
  const hints = new Set([first, ...more].flatMap(({ hint }) => hint ?? []));
  const { absence } = first;
  if (absence.kind === 'unknown') {
    return [
      'Render the file with the tool that it was written for, or write a plain name between the marks.',
      ...hints,
    ].join(' ');
  }
  if (absence.kind === 'lookup') {
    return ['Check that it exists and that it may be read, or write a name there and give it by --set.', ...hints].join(
      ' ',
    );
  }
  const { name } = absence;
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
