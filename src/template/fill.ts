import type { Finding } from '../errors.js';
import { insertValue } from './insert-value.js';
import type { Placeholder } from './placeholder.js';
import { type Edit, type RenderedText, renderEdits } from './rendered-text.js';
import type { Template } from './template.js';
import type { Unfilled } from './unfilled.js';
import { lookUp, type ValueLayers } from './values.js';

/** What is to happen with a placeholder because of where it stands; the template's kind decides it. */
export type Treatment =
  /** Filled from any layer; without a value it is an error. */
  | { readonly kind: 'required'; readonly hint?: string }
  /** Filled if any layer has a value, otherwise left, with a note. */
  | { readonly kind: 'optional'; readonly why: string }
  /** As optional, but the environment is not asked: the name means something else at run time. */
  | { readonly kind: 'explicit'; readonly why: string }
  /** Left as it stands. */
  | { readonly kind: 'left'; readonly why?: string }
  /** Replaced by this text, written for where it stands. */
  | { readonly kind: 'given'; readonly value: string };

/** How a template is to be filled. */
export interface Filling {
  readonly values: ValueLayers;
  readonly treatment: (placeholder: Placeholder) => Treatment;
  /** Ranges that are replaced whole, placeholders in them included. */
  readonly replacements?: readonly Edit[];
}

/** A template that was filled as far as the values went. */
export interface Filled {
  readonly rendered: RenderedText;
  readonly unfilled: readonly Unfilled[];
  /** Values that cannot stand where their placeholder stands. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** The names that were looked up. */
  readonly names: ReadonlySet<string>;
}

/** Fills a template. Never throws: what could not be filled is told in the result. */
export function fillTemplate(template: Template, { values, treatment, replacements = [] }: Filling): Filled {
  const edits: Edit[] = [...replacements];
  const unfilled: Unfilled[] = [];
  const findings: Finding[] = [];
  const left = new Map<string, string>();
  const names = new Set<string>();
  // A byte order mark is no part of the content; JSON readers refuse it.
  if (template.text.startsWith('\uFEFF')) edits.push({ start: 0, end: 1, text: '' });
  for (const { start } of template.escapes) edits.push({ start, end: start + 1, text: '' });

  for (const placeholder of template.placeholders) {
    if (replacements.some(({ start, end }) => start <= placeholder.start && placeholder.end <= end)) continue;
    const decision = treatment(placeholder);
    const value = chosenValue(placeholder, decision, values);
    if (decision.kind !== 'left') names.add(placeholder.name);
    if (value === undefined) {
      if (decision.kind === 'required') unfilled.push({ placeholder, template, hint: decision.hint });
      else if ('why' in decision && decision.why) left.set(placeholder.token, decision.why);
      continue;
    }
    const inserted = insertValue(placeholder, value, template.syntax);
    if ('text' in inserted) edits.push({ start: placeholder.start, end: placeholder.end, text: inserted.text });
    else
      findings.push({ message: inserted.problem, remedy: inserted.remedy, place: template.placeAt(placeholder.start) });
  }
  return {
    rendered: renderEdits(template.file, template.text, edits),
    unfilled,
    findings,
    notes: [...left].map(([token, why]) => `${template.file}: ${token} is left as it stands: ${why}`),
    names,
  };
}

/** The text of a range of the template with its placeholders filled; `undefined` while one of them has no value. */
export function fillRange(template: Template, start: number, end: number, values: ValueLayers): string | undefined {
  let text = '';
  let at = start;
  for (const placeholder of template.placeholders) {
    if (placeholder.start < start || placeholder.end > end) continue;
    const value = lookUp(values, placeholder.name) ?? placeholder.fallback;
    if (value === undefined) return undefined;
    text += template.text.slice(at, placeholder.start) + value;
    at = placeholder.end;
  }
  return text + template.text.slice(at, end);
}

function chosenValue(placeholder: Placeholder, decision: Treatment, values: ValueLayers): string | undefined {
  switch (decision.kind) {
    case 'required':
    case 'optional':
      return lookUp(values, placeholder.name) ?? placeholder.fallback;
    case 'explicit':
      return lookUp(values, placeholder.name, 'explicit');
    case 'left':
      return undefined;
    case 'given':
      return decision.value;
  }
}
