import { type LookupKind, type LookupRequest, lookupKey } from './lookup-request.js';
import { layerOf, type Reach, type ValueLayer, type ValueLayers } from './values.js';

/** What a placeholder asks for, whatever the language in which it is written. */
export type Expression =
  /** A value by its name. With `emptyCounts`, a variable that is set but empty has a value (the shell's `${X-}`). */
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly emptyCounts?: boolean;
      readonly only?: 'environment';
    }
  | { readonly kind: 'text'; readonly text: string }
  /** The first of them that has a value. */
  | { readonly kind: 'first'; readonly of: readonly Expression[] }
  /** `${X:+text}`: the text if there is a value, otherwise nothing. */
  | { readonly kind: 'if-any'; readonly of: Expression; readonly text: Expression }
  /** `${X:?message}` */
  | { readonly kind: 'demanded'; readonly of: Expression; readonly message: string }
  | {
      readonly kind: 'lookup';
      readonly lookup: LookupKind;
      readonly source?: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'joined'; readonly parts: readonly Expression[] }
  /** What bg-deploy does not work out; `language` as in "an expression of Jinja". */
  | { readonly kind: 'unknown'; readonly language: string };

/** Where a value came from. */
export type ValueSource =
  | { readonly layer: ValueLayer; readonly name: string }
  | { readonly layer: 'lookup'; readonly lookup: LookupKind; readonly args: readonly string[] }
  /** A default, or text that the template itself has. */
  | { readonly layer: 'template' };

/** Why there is no value. */
export type Absence =
  | { readonly kind: 'name'; readonly name: string; readonly message?: string }
  | { readonly kind: 'lookup'; readonly request: Omit<LookupRequest, 'places'> }
  | { readonly kind: 'unknown'; readonly language: string };

/** What an expression comes to. */
export type Outcome =
  | { readonly kind: 'value'; readonly text: string; readonly sources: readonly ValueSource[] }
  | { readonly kind: 'absent'; readonly absence: Absence };

/** Works an expression out. Lookups are not made here: their answers are a layer of the values. */
export function evaluate(expression: Expression, layers: ValueLayers, reach: Reach = 'all'): Outcome {
  switch (expression.kind) {
    case 'text':
      return { kind: 'value', text: expression.text, sources: [{ layer: 'template' }] };
    case 'value': {
      const { name, emptyCounts = false, only } = expression;
      const found = layerOf(layers, name, { reach, emptyCounts, ...(only ? { only } : {}) });
      return found
        ? { kind: 'value', text: found.value, sources: [{ layer: found.layer, name }] }
        : { kind: 'absent', absence: { kind: 'name', name } };
    }
    case 'first': {
      let absent: Outcome | undefined;
      for (const one of expression.of) {
        const outcome = evaluate(one, layers, reach);
        if (outcome.kind === 'value') return outcome;
        absent ??= outcome;
      }
      return absent ?? { kind: 'value', text: '', sources: [] };
    }
    case 'if-any': {
      const outcome = evaluate(expression.of, layers, reach);
      if (outcome.kind === 'value') return evaluate(expression.text, layers, reach);
      return outcome.absence.kind === 'name' ? { kind: 'value', text: '', sources: [{ layer: 'template' }] } : outcome;
    }
    case 'demanded': {
      const outcome = evaluate(expression.of, layers, reach);
      return outcome.kind === 'absent' && outcome.absence.kind === 'name'
        ? { kind: 'absent', absence: { ...outcome.absence, message: expression.message } }
        : outcome;
    }
    case 'lookup': {
      const request = requestOf(expression, layers);
      if ('absence' in request) return { kind: 'absent', absence: request.absence };
      const { kind: lookup, args } = request;
      const key = lookupKey(request);
      const answers = layers.lookups ?? {};
      return Object.hasOwn(answers, key)
        ? { kind: 'value', text: answers[key] ?? '', sources: [{ layer: 'lookup', lookup, args }] }
        : { kind: 'absent', absence: { kind: 'lookup', request } };
    }
    case 'joined': {
      const parts = expression.parts.map((part) => evaluate(part, layers, reach));
      const absent = parts.find((part) => part.kind === 'absent');
      if (absent) return absent;
      const values = parts.filter((part) => part.kind === 'value');
      return {
        kind: 'value',
        text: values.map(({ text }) => text).join(''),
        sources: values.flatMap(({ sources }) => sources),
      };
    }
    case 'unknown':
      return { kind: 'absent', absence: { kind: 'unknown', language: expression.language } };
  }
}

/** A lookup with what it asks for filled in, or the reason why that cannot be. */
export function requestOf(
  { lookup, source, args }: Extract<Expression, { kind: 'lookup' }>,
  layers: ValueLayers,
): Omit<LookupRequest, 'places'> | { readonly absence: Absence } {
  const texts: string[] = [];
  for (const arg of args) {
    const outcome = evaluate(arg, layers);
    if (outcome.kind === 'absent') return { absence: outcome.absence };
    texts.push(outcome.text);
  }
  return { kind: lookup, args: texts, ...(source === undefined ? {} : { source }) };
}

/**
 * The lookups that an expression has to wait for, in the order in which they would be asked; not those behind something
 * that has a value.
 */
export function lookupsOf(expression: Expression, layers: ValueLayers): Extract<Expression, { kind: 'lookup' }>[] {
  const inAll = (all: readonly Expression[]) => all.flatMap((one) => lookupsOf(one, layers));
  switch (expression.kind) {
    case 'text':
    case 'value':
    case 'unknown':
      return [];
    case 'first': {
      for (const one of expression.of) {
        const outcome = evaluate(one, layers);
        if (outcome.kind === 'value') return [];
        if (outcome.absence.kind === 'lookup') return lookupsOf(one, layers);
      }
      return [];
    }
    case 'if-any': {
      const outcome = evaluate(expression.of, layers);
      return lookupsOf(outcome.kind === 'value' ? expression.text : expression.of, layers);
    }
    case 'demanded':
      return lookupsOf(expression.of, layers);
    case 'lookup':
      return [...inAll(expression.args), expression];
    case 'joined':
      return inAll(expression.parts);
  }
}

/** The names that an expression asks for. */
export function namesOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'text':
    case 'unknown':
      return [];
    case 'value':
      return [expression.name];
    case 'first':
      return expression.of.flatMap(namesOf);
    case 'if-any':
      return [...namesOf(expression.of), ...namesOf(expression.text)];
    case 'demanded':
      return namesOf(expression.of);
    case 'lookup':
      return expression.args.flatMap(namesOf);
    case 'joined':
      return expression.parts.flatMap(namesOf);
  }
}
