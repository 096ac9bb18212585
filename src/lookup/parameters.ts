import { getParameters, PARAMETER_BATCH, type Parameter } from '../aws/ssm/parameters.js';
import { BgDeployError, isBgDeployError } from '../errors.js';
import type { LookupRequest } from '../template/lookup-request.js';
import { type Answerer, lookupFailed, outcomeOf } from './outcome.js';
import type { Reach } from './reach.js';

/** What Parameter Store said of a name; `null`: it has none of that name. */
type Said = Parameter | BgDeployError | null;

/**
 * Parameters of Parameter Store: the value of a `String` or a `StringList` (`ssm`), or the ARN of any (`ssm-arn`). Ten
 * names are one request. What a `SecureString` holds is never taken, not even encrypted.
 */
export function parameters(reach: Reach): Answerer {
  const said = new Map<string, Said>();

  async function ask(names: readonly string[]): Promise<void> {
    try {
      const found = await reach.turn(() => getParameters(reach.clients, names, reach.signal));
      for (const name of names) said.set(name, found.get(name) ?? null);
    } catch (error) {
      if (!isBgDeployError(error)) throw error;
      // One name that is denied or malformed has the whole request refused: only alone do the others get their answer.
      const oneOfThem = error.code === 'aws-access-denied' || error.code === 'aws-refused';
      if (oneOfThem && names.length > 1) await Promise.all(names.map((name) => ask([name])));
      else for (const name of names) said.set(name, error);
    }
  }

  return async (requests) => {
    const names = new Set(requests.map(nameOf).filter((name) => !said.has(name) && !isSecretReference(name)));
    await Promise.all(batchesOf([...names]).map(ask));
    return Promise.all(
      requests.map((request) => outcomeOf(() => answerTo(request, said.get(nameOf(request)) ?? null))),
    );
  };
}

function batchesOf(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / PARAMETER_BATCH);
  return Array.from({ length: count }, (_, at) => names.slice(at * PARAMETER_BATCH, (at + 1) * PARAMETER_BATCH));
}

const nameOf = ({ args: [name = ''] }: LookupRequest) => name;

/** A secret of Secrets Manager by way of Parameter Store, which hands it out in the clear or not at all. */
const isSecretReference = (name: string) => name.startsWith('/aws/reference/secretsmanager/');

function answerTo({ kind, args: [name = '', index] }: LookupRequest, said: Said): string {
  if (said instanceof BgDeployError) throw said;
  if (isSecretReference(name)) throw secret(`${name} is a secret of Secrets Manager`, name);
  if (said === null) {
    throw lookupFailed(
      `Parameter Store has no parameter ${name}`,
      'Check the name, the region and the account (`aws ssm get-parameters --names …` asks the same).',
    );
  }
  if (kind === 'ssm-arn') {
    if (said.arn !== undefined) return said.arn;
    throw lookupFailed(`Parameter Store tells no ARN of ${name}`, 'Write the ARN into the template.');
  }
  switch (said.type) {
    case 'SecureString':
      throw secret(`the parameter ${name} is a SecureString`, name);
    case 'String':
      if (index === undefined) return said.value;
      throw lookupFailed(
        `the parameter ${name} is a String, which has no item ${index}`,
        `Ask for ${name} without an index, or make it a StringList.`,
      );
    case 'StringList':
      return index === undefined ? said.value : itemOf(said.value.split(','), name, index);
  }
}

function itemOf(items: readonly string[], name: string, index: string): string {
  const item = /^\d{1,4}$/.test(index) ? items[Number(index)] : undefined;
  if (item !== undefined) return item;
  throw lookupFailed(
    `the parameter ${name} has no item ${index}: it has ${items.length}, counted from 0`,
    `Write an index from 0 to ${items.length - 1}.`,
  );
}

function secret(what: string, name: string): BgDeployError {
  return lookupFailed(
    `${what}: what it holds would stand in the task definition for all to read`,
    `Have ECS read it when a task starts: "secrets": [{ "name": "…", "valueFrom": "${name}" }].`,
  );
}
