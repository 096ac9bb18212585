import type { FixedChoice } from './fixed-choices.js';
import type { Shape } from './schema.js';

/**
 * Whether a JSON value is what a shape wants to the letter, so that nothing is to be said of it. Most are, and seeing
 * that takes a tenth of the time of a check that could tell what is wrong and where.
 */
export function isSound(value: unknown, wanted: Shape): boolean {
  switch (wanted.kind) {
    case 'structure':
      return (
        isObject(value) &&
        Object.entries(value).every(([name, one]) => {
          const member = wanted.member(name);
          return member && isSound(one, member.shape) && (!member.choice || isChosen(one, member.choice));
        }) &&
        wanted.required.every((name) => Object.hasOwn(value, name))
      );
    case 'list':
      return Array.isArray(value) && value.every((item) => isSound(item, wanted.item));
    case 'map':
      return isObject(value) && Object.values(value).every((one) => isSound(one, wanted.value));
    case 'number':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'anything':
      return false;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isChosen(value: unknown, { values }: FixedChoice): boolean {
  return (Array.isArray(value) ? value : [value]).every((one) => values.includes(one));
}
