import type { Finding } from '../errors.js';
import { type Absence, evaluate, namesOf, type Outcome, type ValueSource } from './expression.js';
import { isFragment, jointsOf } from './fragment.js';
import { insertValue } from './insert-value.js';
import type { Placeholder } from './placeholder.js';
import { placeholdersWithin } from './placeholders-within.js';
import { rangeAround } from './range-around.js';
import { type Edit, type RenderedText, renderEdits } from './rendered-text.js';
import type { Template } from './template.js';
import type { Unfilled } from './unfilled.js';
import type { ValueLayers } from './values.js';

/** What is to happen with a placeholder because of where it stands; the template's kind decides it. */
export type Treatment =
  /** Filled from any layer; without a value it is an error. */
  | { readonly kind: 'required'; readonly hint?: string; readonly only?: ValueRule }
  /** Filled if any layer has a value, otherwise left, with a note. */
  | { readonly kind: 'optional'; readonly why: string }
  /** As optional, but the environment is not asked: the name means something else at run time. */
  | { readonly kind: 'explicit'; readonly why: string }
  /** Left as it stands. */
  | { readonly kind: 'left'; readonly why?: string }
  /** Replaced by this text, written for where it stands. */
  | { readonly kind: 'given'; readonly value: string };

/** What a value must be like because of where it goes. */
export interface ValueRule {
  readonly rule: string;
  readonly pattern: RegExp;
  /** Said of a value that is not like that; the value itself is never quoted. */
  readonly problem: string;
  readonly remedy: string;
}

/** How a template is to be filled. */
export interface Filling {
  readonly values: ValueLayers;
  readonly treatment: (placeholder: Placeholder) => Treatment;
  /** Ranges that are replaced whole, placeholders in them included. */
  readonly replacements?: readonly Edit[];
}

/** What became of a placeholder. */
export type Fate =
  | { readonly kind: 'filled'; readonly sources: readonly ValueSource[] }
  /** Text that the kind of template puts there itself. */
  | { readonly kind: 'given' }
  /** It stands in a range that was replaced whole. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'left'; readonly why?: string }
  | { readonly kind: 'unfilled'; readonly absence: Absence };

/** A template that was filled as far as the values went. */
export interface Filled {
  readonly rendered: RenderedText;
  readonly unfilled: readonly Unfilled[];
  /** Values that cannot stand where their placeholder stands. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** The names that were looked up. */
  readonly names: ReadonlySet<string>;
  /** In the order of the placeholders. */
  readonly fates: readonly { readonly placeholder: Placeholder; readonly fate: Fate }[];
}

/** Fills a template. Never throws: what could not be filled is told in the result. */
export function fillTemplate(template: Template, { values, treatment, replacements = [] }: Filling): Filled {
  const edits: Edit[] = [...replacements];
  const unfilled: Unfilled[] = [];
  const findings: Finding[] = [];
  const left = new Map<string, string>();
  const names = new Set<string>();
  const fates: { placeholder: Placeholder; fate: Fate }[] = [];
  const fragments = new Map<Placeholder, string>();
  // A byte order mark is no part of the content; JSON readers refuse it.
  if (template.text.startsWith('\uFEFF')) edits.push({ start: 0, end: 1, text: '' });
  for (const { start, end } of [...template.escapes, ...template.comments, ...template.trailingCommas]) {
    edits.push({ start, end, text: '' });
  }
  const replaced = rangeAround(replacements);

  for (const placeholder of template.placeholders) {
    const tell = (fate: Fate) => fates.push({ placeholder, fate });
    if (replaced(placeholder)) {
      tell({ kind: 'replaced' });
      continue;
    }
    const decision = treatment(placeholder);
    if (decision.kind !== 'left') for (const name of namesOf(placeholder.meaning)) names.add(name);
    const outcome = outcomeOf(placeholder, decision, values);
    if (outcome === undefined || outcome.kind === 'absent') {
      if (outcome && decision.kind === 'required') {
        unfilled.push({ placeholder, template, absence: outcome.absence, hint: decision.hint });
        tell({ kind: 'unfilled', absence: outcome.absence });
        continue;
      }
      const why = 'why' in decision && decision.why ? decision.why : undefined;
      if (why) left.set(placeholder.token, why);
      tell({ kind: 'left', ...(why ? { why } : {}) });
      continue;
    }
    tell(decision.kind === 'given' ? { kind: 'given' } : { kind: 'filled', sources: outcome.sources });
    if (decision.kind === 'required' && decision.only && !decision.only.pattern.test(outcome.text)) {
      const { rule, problem, remedy } = decision.only;
      const place = template.placeAt(placeholder.start);
      findings.push({ message: `${placeholder.token}: ${problem}`, remedy, place, rule });
      continue;
    }
    const inserted = insertValue(placeholder, outcome.text, template.syntax);
    if ('problem' in inserted) {
      const place = template.placeAt(placeholder.start);
      findings.push({ message: inserted.problem, remedy: inserted.remedy, place, rule: 'value-does-not-fit' });
    } else if (isFragment(placeholder)) {
      fragments.set(placeholder, inserted.text);
    } else {
      const { start, end } = placeholder.trimmed ?? placeholder;
      edits.push({ start, end, text: inserted.text });
    }
  }
  for (const [placeholder, joints] of jointsOf(template, (one) => fragments.get(one) === '')) {
    const text = fragments.get(placeholder);
    if (text === undefined) continue;
    const { start, end } = placeholder;
    edits.push({ start, end, text: `${joints.before ? ',' : ''}${text}${joints.behind ? ',' : ''}` });
    if (joints.spare !== undefined) edits.push({ start: joints.spare, end: joints.spare + 1, text: '' });
  }
  return {
    rendered: renderEdits(template.file, template.text, edits),
    unfilled,
    findings,
    notes: [
      ...tolerated(template),
      ...[...left].map(([token, why]) => `${template.file}: ${token} is left as it stands: ${why}`),
    ],
    names,
    fates,
  };
}

/** The text of a range of the template with its placeholders filled; `undefined` while one of them has no value. */
export function fillRange(template: Template, start: number, end: number, values: ValueLayers): string | undefined {
  let text = '';
  let at = start;
  for (const placeholder of placeholdersWithin(template, start, end)) {
    const outcome = evaluate(placeholder.meaning, values);
    if (outcome.kind === 'absent') return undefined;
    text += template.text.slice(at, placeholder.start) + outcome.text;
    at = placeholder.end;
  }
  return text + template.text.slice(at, end);
}

function outcomeOf({ meaning }: Placeholder, decision: Treatment, values: ValueLayers): Outcome | undefined {
  switch (decision.kind) {
    case 'required':
    case 'optional':
      return evaluate(meaning, values);
    case 'explicit':
      return evaluate(meaning, values, 'explicit');
    case 'left':
      return undefined;
    case 'given':
      return { kind: 'value', text: decision.value, sources: [] };
  }
}

/** What is no JSON and is left out of the result. */
function tolerated({ file, comments, trailingCommas }: Template): string[] {
  const count = (number: number, one: string) => (number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`]);
  const what = [...count(comments.length, 'comment'), ...count(trailingCommas.length, 'trailing comma')];
  return what.length === 0 ? [] : [`${file}: ${what.join(' and ')} left out: JSON has none`];
}
