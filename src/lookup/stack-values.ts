import { type NamedValues, stackExports, stackOutputs } from '../aws/cloudformation/stack.js';
import { didYouMean } from '../domain/did-you-mean.js';
import { askOnce } from './ask-once.js';
import { type Answerer, lookupFailed, oneByOne } from './outcome.js';
import type { Reach } from './reach.js';

/** Outputs of CloudFormation stacks; each stack is asked for once. */
export function outputsOfStacks({ clients, turn, signal }: Reach): Answerer {
  const outputsOf = askOnce((stack) => turn(() => stackOutputs(clients, stack, signal)));
  return oneByOne(async ({ args: [stack = '', key] }) => {
    if (key === undefined) {
      throw lookupFailed(
        `cfn-output:${stack} names no output`,
        'Write the stack and the output: cfn-output:stack.Key.',
      );
    }
    const outputs = await outputsOf(stack);
    if (!outputs) {
      throw lookupFailed(
        `CloudFormation has no stack ${stack}`,
        'Check the name, the region and the account (`aws cloudformation describe-stacks --stack-name …` asks the same).',
      );
    }
    return named(
      outputs,
      key,
      `the stack ${stack} has no output ${key}`,
      'Check the key in the Outputs of its template.',
    );
  });
}

/** Exports of CloudFormation stacks; the list of all is asked for once. */
export function exportsOfStacks({ clients, turn, signal }: Reach): Answerer {
  const exports = askOnce(() => turn(() => stackExports(clients, signal)));
  return oneByOne(async ({ args: [name = ''] }) =>
    named(
      await exports(''),
      name,
      `no CloudFormation stack of this region exports ${name}`,
      'Check the name, the region and the account (`aws cloudformation list-exports` shows all).',
    ),
  );
}

function named(values: NamedValues, name: string, message: string, remedy: string): string {
  const value = values.get(name);
  if (value !== undefined) return value;
  const similar = didYouMean(name, values.keys());
  throw lookupFailed(message, similar ? `Did you mean ${similar}? ${remedy}` : remedy);
}
