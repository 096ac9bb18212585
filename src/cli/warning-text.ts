import { type Finding, formatPlace } from '../errors.js';

/** What is doubtful, for a person: place, what it is and what to do. Empty where there is nothing. */
export function warningText(warnings: readonly Finding[]): string {
  return warnings
    .map(({ message, remedy, place, rule }) => {
      const where = place ? `${formatPlace(place)}: ` : '';
      return `warning: ${where}${message}${rule ? ` [${rule}]` : ''}\n  ${remedy}\n`;
    })
    .join('');
}
