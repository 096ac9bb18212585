import { type Broken, type Container, type Path, repeated, type Subject } from './rule.js';

const ECR_IMAGE = /^\d{12}\.dkr[.-]ecr\.[a-z0-9-]{1,40}\.(?:amazonaws\.com|on\.aws)/;
const ENV_FILE_ARN = /^arn:aws[a-z0-9-]{0,20}:s3:::[a-z0-9][a-z0-9.-]{1,62}\/./;

/** The rules on environments, secrets, and the role that fetches what a task needs to start. */
export function* checkSecrets(subject: Subject): Generator<Broken> {
  for (const container of subject.containers) {
    yield* checkEnvironment(container, subject);
    yield* checkSecretList(container, [...container.path, 'secrets'], container.secrets ?? [], subject);
    const secretOptions = container.logConfiguration?.secretOptions ?? [];
    for (const [index, { valueFrom }] of secretOptions.entries()) {
      const path = [...container.path, 'logConfiguration', 'secretOptions', index, 'valueFrom'];
      yield* checkReference(path, valueFrom, subject);
    }
    yield* checkEnvironmentFiles(container, subject);
  }
  if (!subject.task.executionRoleArn) yield* checkExecutionRole(subject);
}

function* checkEnvironment(container: Container, { quote }: Subject): Generator<Broken> {
  const { path, called, environment = [] } = container;
  for (const [index, { name }] of environment.entries()) {
    if (name) continue;
    yield {
      rule: 'environment-name',
      path: [...path, 'environment', index, 'name'],
      message: `environment[${index}] of ${called} has no name`,
      remedy: 'Write { "name": "…", "value": "…" }.',
    };
  }
  for (const [index] of repeated(environment.entries(), ([, { name }]) => name || undefined)) {
    const at = [...path, 'environment', index, 'name'];
    yield {
      rule: 'environment-twice',
      path: at,
      message: `${called} is given the variable ${quote(at)} twice`,
      remedy: 'Keep one of the two.',
    };
  }
}

function* checkSecretList(
  container: Container,
  path: Path,
  secrets: NonNullable<Container['secrets']>,
  subject: Subject,
): Generator<Broken> {
  const { called, environment = [] } = container;
  const variables = new Set(environment.flatMap(({ name }) => name || []));
  for (const [index] of repeated(secrets.entries(), ([, { name }]) => name || undefined)) {
    yield {
      rule: 'secret-twice',
      path: [...path, index, 'name'],
      message: `${called} is given the secret ${subject.quote([...path, index, 'name'])} twice`,
      remedy: 'Keep one of the two.',
    };
  }
  for (const [index, { name, valueFrom }] of secrets.entries()) {
    if (name && variables.has(name)) {
      yield {
        rule: 'secret-and-environment',
        path: [...path, index, 'name'],
        message: `${called} is given ${subject.quote([...path, index, 'name'])} as a variable and as a secret`,
        remedy: 'Remove it from "environment" or from "secrets".',
      };
    }
    yield* checkReference([...path, index, 'valueFrom'], valueFrom, subject);
  }
}

/**
 * `valueFrom` is the name or the ARN of a parameter, or the ARN of a secret, which may be followed by a JSON key, a
 * version stage and a version id.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
function* checkReference(path: Path, valueFrom: string | undefined, { quote }: Subject): Generator<Broken> {
  const problem = valueFrom === undefined ? undefined : referenceProblem(valueFrom);
  if (!problem) return;
  yield {
    rule: 'secret-reference',
    path,
    message: `valueFrom ${problem}: ${quote(path)}`,
    remedy:
      'Write the name or ARN of a parameter, or arn:aws:secretsmanager:<region>:<account>:secret:<name>, with :<json-key>:<stage>:<version> behind it or nothing.',
  };
}

function referenceProblem(text: string): string | undefined {
  if (!text.startsWith('arn:')) {
    return /^[\w./-]{1,2048}$/.test(text) ? undefined : 'is not the name of a parameter, nor an ARN';
  }
  const [, partition = '', service, region = '', account = '', kind = '', ...rest] = text.split(':');
  if (!partition.startsWith('aws') || !/^[a-z0-9-]{1,40}$/.test(region) || !/^\d{12}$/.test(account)) {
    return 'is no ARN with a partition, a region and an account of 12 digits';
  }
  if (service === 'ssm') {
    return /^parameter\/./.test(kind) && rest.length === 0 ? undefined : 'is not the ARN of a parameter';
  }
  if (service !== 'secretsmanager') return 'is the ARN of neither a parameter nor a secret';
  if (kind !== 'secret' || !rest[0]) return 'is not the ARN of a secret';
  if (rest.length !== 1 && rest.length !== 4) {
    return 'must have all three of JSON key, version stage and version id behind the secret, or none';
  }
  return rest[2] && rest[3] ? 'names a version stage and a version id, and only one may be' : undefined;
}

function* checkEnvironmentFiles(
  { path, called, environmentFiles = [] }: Container,
  subject: Subject,
): Generator<Broken> {
  if (environmentFiles.length > 10) {
    yield {
      rule: 'environment-file-count',
      path: [...path, 'environmentFiles'],
      message: `${called} has more than 10 environment files`,
      remedy: 'Join some of them.',
    };
  }
  for (const [index, { value }] of environmentFiles.entries()) {
    const at = [...path, 'environmentFiles', index, 'value'];
    if (value === undefined) continue;
    if (!ENV_FILE_ARN.test(value)) {
      yield {
        rule: 'environment-file-arn',
        path: at,
        message: `an environment file is named by the ARN of an S3 object, and this is none: ${subject.quote(at)}`,
        remedy: 'Write arn:aws:s3:::<bucket>/<folder>/<file>.env.',
      };
    } else if (!value.endsWith('.env')) {
      yield {
        rule: 'environment-file-name',
        path: at,
        message: `the name of an environment file must end in .env: ${subject.quote(at)}`,
        remedy: 'Rename the file.',
      };
    }
  }
}

function* checkExecutionRole({ containers, fargate }: Subject): Generator<Broken> {
  const remedy = 'Add "executionRoleArn" beside "family": the role by which ECS itself acts for the task.';
  const reads = [['executionRoleArn'], ['requiresCompatibilities']];
  for (const {
    path,
    called,
    secrets,
    image,
    logConfiguration,
    environmentFiles,
    repositoryCredentials,
  } of containers) {
    if (secrets?.length) {
      yield {
        rule: 'execution-role-secrets',
        path: [...path, 'secrets'],
        reads,
        message: `${called} has secrets, and there is no executionRoleArn to read them with`,
        remedy,
      };
    }
    if (fargate && logConfiguration?.logDriver === 'awslogs') {
      yield {
        rule: 'execution-role-logs',
        path: [...path, 'logConfiguration', 'logDriver'],
        reads,
        message: `${called} logs by awslogs, which on Fargate needs an executionRoleArn`,
        remedy,
      };
    }
    if (fargate && image && ECR_IMAGE.test(image)) {
      yield {
        rule: 'execution-role-image',
        path: [...path, 'image'],
        reads,
        message: `the image of ${called} is in a private repository of ECR, which Fargate reads by an executionRoleArn`,
        remedy,
      };
    }
    for (const [member, what, needed] of [
      ['repositoryCredentials', 'credentials for its repository', repositoryCredentials],
      ['environmentFiles', 'environment files', environmentFiles?.length],
      ['logConfiguration', 'secret options for its log', logConfiguration?.secretOptions?.length],
    ] as const) {
      if (!needed) continue;
      yield {
        rule: 'execution-role',
        path: [...path, member],
        reads,
        message: `${called} has ${what}, and there is no executionRoleArn to fetch them with`,
        remedy,
      };
    }
  }
}
