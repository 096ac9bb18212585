import { DescribeStacksCommand, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { asking } from '../aws-error.js';
import type { LookupClients } from '../lookup-clients.js';
import { allPages } from '../pages.js';

/** Outputs of a stack, or exports of a region, by their names. */
export type NamedValues = ReadonlyMap<string, string>;

/**
 * The outputs of a stack, by key; `null` where there is no such stack. CloudFormation has no exception for that, only
 * a sentence.
 *
 * @throws `BgDeployError` `aws-…`
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export async function stackOutputs(
  clients: LookupClients,
  stack: string,
  signal?: AbortSignal,
): Promise<NamedValues | null> {
  const question = { service: 'cloudformation', operation: 'DescribeStacks', resource: stack } as const;
  const found = await asking(question, signal, async () => {
    try {
      const command = new DescribeStacksCommand({ StackName: stack });
      const { Stacks = [] } = await clients.cloudformation.send(command, { abortSignal: signal });
      return Stacks[0];
    } catch (error) {
      if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) return;
      throw error;
    }
  });
  if (!found) return null;
  return new Map(
    (found.Outputs ?? []).flatMap(({ OutputKey, OutputValue }) =>
      OutputKey === undefined || OutputValue === undefined ? [] : [[OutputKey, OutputValue] as const],
    ),
  );
}

/**
 * Everything that the stacks of the account export in the region, by name: CloudFormation has no way to ask for one.
 *
 * @throws `BgDeployError` `aws-…`
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html
 */
export async function stackExports(clients: LookupClients, signal?: AbortSignal): Promise<NamedValues> {
  const question = { service: 'cloudformation', operation: 'ListExports' } as const;
  const found = await allPages(async (from) => {
    const { Exports = [], NextToken } = await asking(question, signal, () =>
      clients.cloudformation.send(new ListExportsCommand({ NextToken: from }), { abortSignal: signal }),
    );
    return { items: Exports, next: NextToken };
  });
  return new Map(
    found.flatMap(({ Name, Value }) => (Name === undefined || Value === undefined ? [] : [[Name, Value] as const])),
  );
}
