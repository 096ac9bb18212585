import { BgDeployError } from '../errors.js';

/** What the command line may say of the configuration. Paths start at the working folder. */
export interface ConfigFlags {
  readonly cluster?: string;
  readonly service?: string;
  readonly application?: string;
  readonly deploymentGroup?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly taskdef?: string;
  readonly appspec?: string;
  /** `NAME=VALUE`, each. */
  readonly set?: readonly string[];
  readonly deploymentConfig?: string;
}

/**
 * Reads the values of `--set`.
 *
 * @throws BgDeployError `usage-invalid` without a name or an `=`, or for a name with two values
 */
export function parseSet(assignments: readonly string[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    const name = assignment.slice(0, Math.max(0, equals)).trim();
    const value = assignment.slice(equals + 1);
    // The value may be a secret: only the name is repeated.
    if (equals === -1 || name === '') {
      throw new BgDeployError('usage-invalid', `--set ${equals === -1 ? assignment : '=…'} is not NAME=VALUE`, {
        remedy: 'Write --set NAME=VALUE, NAME being the name of a placeholder.',
      });
    }
    if ((values.get(name) ?? value) !== value) {
      throw new BgDeployError('usage-invalid', `--set gives ${name} two values`, { remedy: 'Keep one of the two.' });
    }
    values.set(name, value);
  }
  return Object.fromEntries(values);
}
