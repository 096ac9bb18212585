import type { OperationPattern } from '../request-fate.js';

/**
 * Whether a rule's pattern covers an operation.
 *
 * @param service - the signing name
 */
export function covers(pattern: OperationPattern, service: string, operation: string): boolean {
  return pattern.split(',').some((part) => {
    const [of = '', name = '*'] = part.trim().split(':');
    if (of !== '*' && of !== service) return false;
    return name.endsWith('*') ? operation.startsWith(name.slice(0, -1)) : operation === name;
  });
}
