import { CreateServiceRequest$, RunTaskRequest$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { editDistance } from '../domain/did-you-mean.js';
import { memberNames, REQUEST_SCHEMA } from './schema.js';

/** What to make of a member that a structure does not have. */
export type StrangeMember =
  /** A known member, misspelt, or by the name that another tool has for it. */
  | { readonly kind: 'misspelt'; readonly meant: string }
  /** A known member of something else. */
  | { readonly kind: 'misplaced'; readonly home: string }
  /** A remark, or a word to the editor: ECS has no use for it. */
  | { readonly kind: 'remark' }
  /** Maybe newer than this version. */
  | { readonly kind: 'unknown' };

/** What Docker, Compose, Kubernetes and Terraform call things, in small letters. */
const FOREIGN_NAMES: Readonly<Record<string, string>> = {
  env: 'environment',
  environmentvariables: 'environment',
  envfile: 'environmentFiles',
  ports: 'portMappings',
  portbindings: 'portMappings',
  cmd: 'command',
  args: 'command',
  volumemounts: 'mountPoints',
  labels: 'dockerLabels',
  logging: 'logConfiguration',
  healthchecks: 'healthCheck',
  containers: 'containerDefinitions',
  inferencedevices: 'inferenceAccelerators',
  launchtype: 'requiresCompatibilities',
  workdir: 'workingDirectory',
  rolearn: 'taskRoleArn',
  taskexecutionrolearn: 'executionRoleArn',
  taskcpu: 'cpu',
  taskmemory: 'memory',
  uri: 'image',
};

/**
 * Judges a member that the schema does not have.
 *
 * A slip of the pen is told from a member that is newer than this version by how near it is to a known one that is not
 * there: one letter in five differs, and no whole word of it is another.
 *
 * @param known - the structure's members
 * @param given - the members that it is given
 */
export function judgeStrangeMember(name: string, known: readonly string[], given: ReadonlySet<string>): StrangeMember {
  if (name === '$schema' || /^(?:\/\/|#|_|x-)/.test(name)) return { kind: 'remark' };
  const written = plain(name);
  const foreign = Object.hasOwn(FOREIGN_NAMES, written) ? FOREIGN_NAMES[written] : undefined;
  const near = known.find((candidate) => isSlip(name, candidate, given.has(candidate)));
  if (near) return { kind: 'misspelt', meant: near };
  if (foreign && known.includes(foreign)) return { kind: 'misspelt', meant: foreign };
  const home = homeOf(name);
  return home ? { kind: 'misplaced', home } : { kind: 'unknown' };
}

const plain = (text: string) => text.slice(0, 100).toLowerCase().replaceAll(/[-_ ]/g, '');

/** @param given - whether the candidate is there too: then it takes a likeness that is hardly chance */
function isSlip(name: string, candidate: string, given: boolean): boolean {
  const distance = editDistance(plain(name), plain(candidate));
  if (given && (distance > 2 || candidate.length < 6)) return distance === 0;
  const [mine, its] = differingWords(name.slice(0, 100), candidate);
  return (
    distance <= Math.max(1, Math.floor(candidate.length / 5)) &&
    editDistance(plain(mine), plain(its)) <= Math.max(1, Math.floor(Math.max(mine.length, its.length) / 2))
  );
}

/** Without the words that two names begin and end with: of `efsVolumeConfiguration` beside another kind, `efs`. */
function differingWords(one: string, other: string): [string, string] {
  const words = [one, other].map((name) => name.split(/(?=[A-Z])/));
  const [mine = [], its = []] = words;
  while (mine.length > 0 && mine[0] === its[0]) {
    mine.shift();
    its.shift();
  }
  while (mine.length > 0 && mine.at(-1) === its.at(-1)) {
    mine.pop();
    its.pop();
  }
  return [mine.join(''), its.join('')];
}

function homeOf(name: string): string | undefined {
  belonging ??= new Map(homes());
  return belonging.get(name);
}

/** Members and where they belong; read when the first strange member is met, since most task definitions have none. */
let belonging: ReadonlyMap<string, string> | undefined;

/** Of a member that several have, the last counts. */
function* homes(): Iterable<[member: string, home: string]> {
  const runTask = NormalizedSchema.of(RunTaskRequest$);
  const belong = [
    ['the service (CreateService), not the task definition', NormalizedSchema.of(CreateServiceRequest$)],
    ['a run of a task (RunTask), not a task definition', runTask],
    ['a run of a task (RunTask), not a task definition', runTask.getMemberSchema('overrides')],
    ['the task definition itself, beside "family"', REQUEST_SCHEMA],
    ['a container', REQUEST_SCHEMA.getMemberSchema('containerDefinitions').getValueSchema()],
  ] as const;
  for (const [home, schema] of belong) for (const member of memberNames(schema)) yield [member, home];
}
