import type { LookupClients } from '../aws/lookup-clients.js';
import { BgDeployError, type ErrorCode } from '../errors.js';
import { type LookupAnswers, type LookupKind, type LookupRequest, lookupKey } from '../template/lookup-request.js';
import { atOnce } from './at-once.js';
import { type Answerer, lookupFailed, type Outcome } from './outcome.js';
import type { Reach } from './reach.js';
import type { TerraformStates } from './terraform-source.js';

/** Requests that are on their way at the same time. */
const AT_ONCE = 5;

/** What lookups are made with. */
export interface LookupOptions {
  readonly clients: LookupClients;
  /** Where paths start, and the only folder that files are read from; absolute. */
  readonly folder: string;
  /** Where Terraform states are. */
  readonly tfstate?: TerraformStates | undefined;
  /** Answers that are known already, by {@link lookupName}: nobody is asked for these. */
  readonly given?: Readonly<Record<string, string>>;
  /** Refuses whatever leaves this machine. @defaultValue false */
  readonly offline?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Answers what templates ask for. What was asked once is remembered as long as this lives. */
export interface Lookups {
  /**
   * @returns the answers to all requests
   * @throws BgDeployError `lookup-failed`, or else `aws-…`: everything that has no answer, each with its place
   */
  answer(requests: readonly LookupRequest[]): Promise<LookupAnswers>;
}

/**
 * Lookups for templates. The code for a kind, and its client, load when the first request of that kind comes. Equal
 * requests are one; at most five are on their way at the same time.
 */
export function openLookups(options: LookupOptions): Lookups {
  const { given = {}, offline = false, signal } = options;
  const reach: Reach = { clients: options.clients, turn: atOnce(AT_ONCE), signal };
  const answerers = new Map<Source, Promise<Answerer>>();

  function answererOf(source: Source): Promise<Answerer> {
    const known = answerers.get(source);
    if (known) return known;
    const opening = openAnswerer(source, reach, options);
    answerers.set(source, opening);
    return opening;
  }

  async function answerAll(requests: readonly LookupRequest[]): Promise<readonly Outcome[]> {
    const outcomes = new Map<LookupRequest, Outcome>();
    const open = new Map<Source, LookupRequest[]>();
    for (const request of requests) {
      const name = lookupName(request);
      const source = SOURCE[request.kind];
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value !== undefined) outcomes.set(request, { value });
      else if (offline && !ON_THIS_MACHINE.has(source)) outcomes.set(request, { error: notOffline(name) });
      else open.set(source, [...(open.get(source) ?? []), request]);
    }
    await Promise.all(
      [...open].map(async ([source, ofSource]) => {
        const answerer = await answererOf(source);
        for (const [at, outcome] of (await answerer(ofSource)).entries()) {
          const request = ofSource[at];
          if (request) outcomes.set(request, outcome);
        }
      }),
    );
    return requests.flatMap((request) => outcomes.get(request) ?? []);
  }

  return {
    async answer(requests) {
      const outcomes = await answerAll(requests);
      signal?.throwIfAborted();
      throwProblems(
        outcomes.flatMap((outcome, at): Problem[] => {
          const request = requests[at];
          return 'error' in outcome && request ? [{ error: outcome.error, request }] : [];
        }),
      );
      const answers: [string, string][] = requests.flatMap((request, at) => {
        const outcome = outcomes[at];
        return outcome && 'value' in outcome ? [[lookupKey(request), outcome.value]] : [];
      });
      return Object.fromEntries(answers);
    },
  };
}

/** How people write a lookup, and how `--set` gives its answer: `ssm:/app/url`, `network_tfstate:aws_vpc.main.id`. */
export function lookupName({ kind, args, source }: Pick<LookupRequest, 'kind' | 'args' | 'source'>): string {
  return `${source === undefined ? '' : `${source}_`}${kind}:${args.join('.')}`;
}

/** Who is asked; both kinds of `ssm` find their answers in the same reply. */
type Source = Exclude<LookupKind, 'ssm-arn'>;

/** What may be asked offline; a Terraform state that is elsewhere is refused where it is read. */
const ON_THIS_MACHINE: ReadonlySet<Source> = new Set(['file', 'git', 'tfstate']);

const SOURCE: Readonly<Record<LookupKind, Source>> = {
  ssm: 'ssm',
  'ssm-arn': 'ssm',
  'secretsmanager-arn': 'secretsmanager-arn',
  'cfn-output': 'cfn-output',
  'cfn-export': 'cfn-export',
  tfstate: 'tfstate',
  file: 'file',
  git: 'git',
};

async function openAnswerer(
  source: Source,
  reach: Reach,
  { folder, tfstate, offline = false }: LookupOptions,
): Promise<Answerer> {
  switch (source) {
    case 'ssm':
      return (await import('./parameters.js')).parameters(reach);
    case 'secretsmanager-arn':
      return (await import('./secret-arns.js')).secretArns(reach);
    case 'cfn-output':
      return (await import('./stack-values.js')).outputsOfStacks(reach);
    case 'cfn-export':
      return (await import('./stack-values.js')).exportsOfStacks(reach);
    case 'tfstate':
      return (await import('./terraform.js')).terraformStates(reach, { states: tfstate, folder, offline });
    case 'file':
      return (await import('./project-file.js')).projectFiles(folder);
    case 'git':
      return (await import('./git.js')).workingTree(folder);
  }
}

function notOffline(name: string): BgDeployError {
  return lookupFailed(
    `${name} would have to be asked of AWS, and --offline is given`,
    `Leave --offline out, or give the value by --set '${name}=…'.`,
  );
}

interface Problem {
  readonly error: BgDeployError;
  readonly request: LookupRequest;
}

/** What concerns all requests alike is told once. */
const FOR_ALL: ReadonlySet<ErrorCode> = new Set([
  'aws-credentials',
  'aws-unreachable',
  'aws-throttled',
  'config-invalid',
]);

function throwProblems(problems: readonly Problem[]): void {
  const told = new Map<unknown, Problem>();
  for (const problem of problems) {
    const { code, remedy } = problem.error;
    const key = FOR_ALL.has(code) ? `${code} ${remedy}` : problem.error;
    if (!told.has(key)) told.set(key, problem);
  }
  // Bad input first: it stays bad, whatever AWS says next time.
  const isOurs = ({ error: { code } }: Problem) => code === 'lookup-failed';
  const inOrder = [...told.values()].sort((one, other) => Number(isOurs(other)) - Number(isOurs(one)));
  const [first, ...others] = inOrder;
  if (!first) return;
  const { code, message, remedy, resource, cause } = first.error;
  throw new BgDeployError(code, message, {
    remedy,
    ...(resource === undefined ? {} : { resource }),
    ...(cause === undefined ? {} : { cause }),
    place: first.request.places[0],
    others: others.map(({ error, request }) => ({
      message: error.message,
      remedy: error.remedy,
      place: request.places[0],
      rule: error.code,
    })),
  });
}
