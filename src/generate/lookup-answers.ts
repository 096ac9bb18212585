import type { AwsClientOptions } from '../aws/clients.js';
import { LOOKUP_KINDS, type LookupAnswers } from '../template/lookup-request.js';
import { type GenerateInput, lookupsFor } from './generate.js';

/** Where lookups find what they are asked for. */
export interface LookupConfig {
  /** The Terraform state, or several by name: paths from the configuration's folder on, or `s3://bucket/key`. */
  readonly tfstate?: string | Readonly<Record<string, string>>;
}

/** What {@link answerLookups} works with. */
export interface AnswerLookupsOptions {
  readonly config: LookupConfig;
  /** Where paths start, and the only folder that files are read from; absolute. */
  readonly folder: string;
  /** How AWS is found, where it has to be asked. */
  readonly aws: AwsClientOptions;
  readonly offline: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** An input whose lookups are answered. */
export interface Answered {
  readonly input: GenerateInput;
  /** The answers of `--set` that no template asks for. */
  readonly unused: readonly string[];
}

/** Lookups in lookups, `{{ ssm (tfstate "…") }}`, are as deep as calls may be. */
const ROUNDS = 10;

/**
 * Finds the answers to what the templates ask for elsewhere. Nothing is loaded, and nobody is asked, where they ask for
 * nothing. A value that is named as a lookup is written (`--set ssm:/app/url=…`) is its answer.
 *
 * @throws BgDeployError `lookup-failed` or `aws-…`, see `openLookups`
 */
export async function answerLookups(input: GenerateInput, options: AnswerLookupsOptions): Promise<Answered> {
  const texts = [input.taskDefinition.text, input.appSpec?.text ?? ''];
  if (!texts.some((text) => MAY_ASK.test(text))) return { input, unused: [] };
  const set = parted(input.set ?? {});
  const values = parted(input.values ?? {});
  let asking: GenerateInput = { ...input, set: set.named, values: values.named };
  let requests = lookupsFor(asking);
  if (requests.length === 0) return { input: asking, unused: Object.keys(set.answers) };

  const [{ lookupName, openLookups }, { createLookupClients }] = await Promise.all([
    import('../lookup/lookups.js'),
    import('../aws/lookup-clients.js'),
  ]);
  const clients = createLookupClients(options.aws);
  try {
    const { config, folder, offline, signal } = options;
    const given = { ...values.answers, ...set.answers };
    const lookups = openLookups({ clients, folder, tfstate: config.tfstate, given, offline, signal });
    const unused = new Set(Object.keys(set.answers));
    let answers: LookupAnswers = {};
    for (let round = 0; requests.length > 0 && round < ROUNDS; round++) {
      for (const request of requests) unused.delete(lookupName(request));
      answers = { ...answers, ...(await lookups.answer(requests)) };
      asking = { ...asking, lookups: answers };
      // An answer may be what another lookup asks with.
      requests = lookupsFor(asking);
    }
    return { input: asking, unused: [...unused] };
  } finally {
    clients.destroy();
  }
}

/**
 * What every way to write a lookup has in it, and what has no colon before it as in an ARN. Git has no function, and
 * `git` alone is part of many words.
 */
const MAY_ASK = new RegExp(
  `(?<!:)(?:${[...new Set(LOOKUP_KINDS.map((kind) => (kind === 'git' ? 'git:' : kind.replace(/-.*/, ''))))].join('|')})`,
);

const NAME_OF_LOOKUP = new RegExp(`^(?:\\w{1,100}_)?(?:${LOOKUP_KINDS.join('|')}):`);

function parted(values: Readonly<Record<string, string>>): {
  readonly named: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string>>;
} {
  const entries = Object.entries(values);
  return {
    named: Object.fromEntries(entries.filter(([name]) => !NAME_OF_LOOKUP.test(name))),
    answers: Object.fromEntries(entries.filter(([name]) => NAME_OF_LOOKUP.test(name))),
  };
}
