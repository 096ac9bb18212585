import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { asking } from '../aws-error.js';
import type { LookupClients } from '../lookup-clients.js';

/** A parameter as Parameter Store tells of it. What a `SecureString` holds comes encrypted, and is dropped here. */
export type Parameter =
  | { readonly type: 'String' | 'StringList'; readonly arn: string | undefined; readonly value: string }
  | { readonly type: 'SecureString'; readonly arn: string | undefined };

/** As many names as one GetParameters takes. */
export const PARAMETER_BATCH = 10;

/**
 * The parameters of these names (at most {@link PARAMETER_BATCH}, each once), by the name that was asked for; those
 * that are not there are absent. A name may carry a version or a label (`name:3`), or be an ARN.
 *
 * @throws `BgDeployError` `aws-…`
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export async function getParameters(
  clients: LookupClients,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Parameter>> {
  const question = { service: 'ssm', operation: 'GetParameters', resource: names.join(', ') } as const;
  const { Parameters = [] } = await asking(question, signal, () =>
    clients.ssm.send(new GetParametersCommand({ Names: [...names] }), { abortSignal: signal }),
  );
  const found = new Map<string, Parameter>();
  for (const { Name, ARN, Selector = '', Type, Value = '' } of Parameters) {
    const parameter: Parameter =
      Type === 'String' || Type === 'StringList'
        ? { type: Type, arn: ARN, value: Value }
        : { type: 'SecureString', arn: ARN };
    for (const name of [Name, ARN]) {
      if (name !== undefined && names.includes(name + Selector)) found.set(name + Selector, parameter);
    }
  }
  return found;
}
