import * as v from 'valibot';
import { PLACEHOLDER_STYLES } from '../template/placeholder.js';
import { parseDuration } from './duration.js';
import { isRange } from './version-range.js';

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
const texts = v.array(text, 'must be a list');
const port = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be a port, 1 to 65535'),
  v.maxValue(65_535, 'must be a port, 1 to 65535'),
);
const count = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must not be negative'),
);
const flag = v.boolean('must be true or false');
const duration = v.pipe(
  v.string('must be a duration with its unit, such as 90s, 15m or 2h'),
  v.check((value) => parseDuration(value) !== undefined, 'must be a duration such as 90s, 15m or 2h'),
  v.metadata({ pattern: '^\\s*(?=\\d)(?:\\d{1,7}h)?(?:\\d{1,7}m)?(?:\\d{1,9}s)?\\s*$' }),
);
const address = v.pipe(text, v.url('must be an address such as http://127.0.0.1:4566'));
const versionRange = v.pipe(
  v.string('must be text: a range of versions such as ">=0.2"'),
  v.check(isRange, 'must be a range of versions such as >=0.2, ^1.4 or >=1.2 <2'),
);

/** Passes mappings only: to valibot a list is an object too. */
function mapping<Schema extends v.GenericSchema>(schema: Schema, message: string) {
  const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return v.pipe(v.custom<v.InferInput<Schema>>(isMapping, message), schema);
}

/** What an editor tells of a key; `json-schema.ts` writes it into the published schema. */
type Documentation = {
  readonly description: string;
  /** What holds where the key is absent. */
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
};

/** A key that may be absent. */
function key<Schema extends v.GenericSchema>(
  schema: Schema,
  description: string,
  more: Omit<Documentation, 'description'> = {},
) {
  const documentation: Documentation = { description, ...more };
  return v.optional(v.pipe(schema, v.metadata(documentation)));
}

const LOCAL_ANSWERS = ['succeed', 'fail', 'silent'] as const;

/** What is called in place of a Lambda function. */
const HOOK_FORM = v.union([
  v.strictObject({ module: text }),
  v.strictObject({ command: text }),
  v.strictObject({ url: text }),
]);
export type HookForm = v.InferOutput<typeof HOOK_FORM>;

const style = v.picklist(PLACEHOLDER_STYLES, `must be one of ${PLACEHOLDER_STYLES.join(', ')}`);

/** Every key that a section may have; a section is the file itself or one of its environments. */
const SECTION = {
  cluster: key(text, 'The ECS cluster: its name or ARN.', { default: 'default' }),
  service: key(text, 'The ECS service: its name or ARN.', { examples: ['web'] }),
  application: key(text, 'The CodeDeploy application. Default: AppECS-<cluster>-<service>.'),
  deploymentGroup: key(text, 'The CodeDeploy deployment group. Default: DgpECS-<cluster>-<service>.'),
  region: key(text, 'The AWS region. Default: where the AWS SDK finds one.', { examples: ['eu-west-1'] }),
  profile: key(text, 'The profile of the AWS configuration. Default: where the AWS SDK finds credentials.'),
  endpointUrl: key(address, 'Instead of AWS: one address for every request.', {
    examples: ['http://127.0.0.1:4566'],
  }),
  taskDefinition: key(
    text,
    'The task definition template, from the folder of this file on. Default: taskdef.json, then taskdef/taskdef.json.',
  ),
  appSpec: key(
    text,
    'The appspec template, from the folder of this file on. Default: appspec.yml, .yaml, .json, then appspec/appspec.yml.',
  ),
  values: key(
    mapping(
      v.record(
        v.string(),
        v.pipe(
          v.string('must be text, a number, true or false'),
          // Whoever reads the file takes such values as they are written.
          v.metadata({ type: ['string', 'number', 'boolean'] }),
        ),
      ),
      'must be a mapping of names and values',
    ),
    'Values for placeholders that neither --set, nor the build, nor the environment gives. Numbers are taken as written.',
    { examples: [{ MEMORY_RESV: 128 }] },
  ),
  templates: key(
    mapping(
      v.object({
        style: key(
          v.union([style, v.array(style)], `must be one of ${PLACEHOLDER_STYLES.join(', ')}, or a list of them`),
          'How placeholders are written in the templates, one style or several; other marks are plain text then. Default: all styles are found.',
          { examples: ['angle', ['dollar-brace', 'double-brace']] },
        ),
      }),
      'must be a mapping with style',
    ),
    'How templates are read.',
  ),
  lookups: key(
    mapping(
      v.object({
        tfstate: key(
          v.union(
            [text, mapping(v.record(v.string(), text), 'must be a mapping of names and places')],
            'must be a file or s3://bucket/key, or a mapping of names and such places',
          ),
          'Where Terraform states are: a file or s3://bucket/key, or several of them by the name under which templates ask.',
          { examples: ['terraform.tfstate', 's3://states/web.tfstate', { network: 's3://states/network.tfstate' }] },
        ),
      }),
      'must be a mapping with tfstate',
    ),
    'Where templates look values up.',
  ),
  pinDigest: key(flag, 'Whether images are written as repository@digest where the build says their digest.', {
    default: false,
  }),
  deploymentConfig: key(text, "The deployment configuration. Default: the deployment group's own.", {
    examples: ['CodeDeployDefault.ECSCanary10Percent5Minutes'],
  }),
  readyWait: key(
    duration,
    'How long a deployment waits for `bg-deploy continue` before production traffic moves; bootstrap writes it into the deployment group. In whole minutes, at most 120 hours.',
    { default: '0m', examples: ['1h'] },
  ),
  terminationWait: key(
    duration,
    'How long the original tasks are kept after the shift; bootstrap writes it into the deployment group. In whole minutes, at most 2,800.',
    { default: '5m', examples: ['1h30m'] },
  ),
  notifications: key(
    mapping(
      v.object({
        topic: key(text, "The SNS topic's name or ARN.", { examples: ['deployments'] }),
        emails: key(texts, 'Addresses that bootstrap subscribes to the topic.', { examples: [['ops@example.com']] }),
      }),
      'must be a mapping with topic and emails',
    ),
    'Where deployments are announced. Default: nowhere.',
  ),
  bootstrap: key(
    mapping(
      v.object({
        vpc: key(text, 'The VPC of the target groups.', { examples: ['vpc-0a1b2c3d4e5f60718'] }),
        subnets: key(texts, 'Subnets of the load balancer and the tasks, in two availability zones at least.'),
        securityGroups: key(texts, 'Security groups of the load balancer and the tasks.'),
        listenerPort: key(port, 'The port of the production listener.', { default: 80 }),
        testListenerPort: key(port, 'The port of the test listener.', { default: 8080 }),
        healthCheckPath: key(text, 'The path that the load balancer asks for to see whether a task is healthy.', {
          default: '/',
        }),
        desiredCount: key(count, 'The number of tasks of a new service.', { default: 2 }),
        codeDeployRoleArn: key(text, 'The role that CodeDeploy works in. Default: ecsCodeDeployRole of the account.'),
      }),
      'must be a mapping',
    ),
    'What `bg-deploy bootstrap` creates; no other command reads it.',
  ),
  local: key(
    mapping(
      v.object({
        run: key(
          v.union(
            [text, mapping(v.record(v.string(), text), 'must be a mapping of container names')],
            'must be a command, or a mapping of container names and commands',
          ),
          'Shell commands in the place of containers: one for the container behind the load balancer, or by container name.',
          { examples: ['node server.js', { web: 'node server.js' }] },
        ),
        secrets: key(
          mapping(v.record(v.string(), v.string('must be text')), 'must be a mapping of names and values'),
          'Values in the place of secrets, by the name of the environment variable.',
        ),
        ports: key(
          mapping(
            v.record(v.pipe(v.string(), v.digits('must be a listener port')), port),
            'must be a mapping of listener ports and ports of this machine',
          ),
          'Ports of this machine, by listener port.',
          { examples: [{ 80: 8000 }] },
        ),
        traffic: key(flag, 'Whether tasks and load balancers are processes and listeners of this machine.', {
          default: true,
        }),
        scenarios: key(texts, 'What goes wrong on purpose, by the names of scenarios.', {
          examples: [['hook-fails:AfterAllowTraffic']],
        }),
        hooks: key(
          mapping(
            v.record(
              v.string(),
              v.union(
                [v.picklist(LOCAL_ANSWERS), HOOK_FORM],
                'must be succeed, fail, silent, { module: ./file.mjs }, { command: ./smoke.sh } or { url: http://127.0.0.1:9000/ }',
              ),
            ),
            'must be a mapping of function names',
          ),
          "Stand-ins for the appspec's Lambda functions, by function name: an answer, a module, a command or a URL.",
          { examples: [{ smoke: 'succeed' }] },
        ),
      }),
      'must be a mapping with hooks, run, secrets, ports, traffic or scenarios',
    ),
    'What only the embedded engine reads.',
  ),
} as const;

const SectionSchema = v.object(SECTION);

/** One section of a configuration file. */
export type Section = v.InferOutput<typeof SectionSchema>;

const EnvironmentSchema = v.object({
  extends: key(text, 'The environment that this one is laid over.'),
  ...SECTION,
});

/** A section under `environments:`. */
export type EnvironmentSection = v.InferOutput<typeof EnvironmentSchema>;

/** A whole configuration file. Unknown keys pass here: `unknown-keys.ts` finds all of them, valibot only the first. */
export const FileSchema = mapping(
  v.object({
    $schema: key(text, 'Where the JSON Schema of this file is, for editors that read it here.'),
    requiredVersion: key(versionRange, 'The versions of bg-deploy that may read this file.', {
      examples: ['>=0.2', '^1.4', '>=1.2 <2'],
    }),
    ...SECTION,
    environments: key(
      mapping(
        v.record(v.string(), v.nullable(mapping(EnvironmentSchema, 'must be a mapping of keys'))),
        'must be a mapping of names',
      ),
      'Sections that `--env NAME` lays over the rest of the file, by name.',
      { examples: [{ staging: { cluster: 'staging' }, live: { extends: 'staging', cluster: 'live' } }] },
    ),
  }),
  'must be a mapping of keys',
);
export type ConfigFile = v.InferOutput<typeof FileSchema>;
