import * as v from 'valibot';
import { parseDuration } from './duration.js';

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
const duration = v.pipe(
  v.string('must be a duration with its unit, such as 90s, 15m or 2h'),
  v.check((value) => parseDuration(value) !== undefined, 'must be a duration such as 90s, 15m or 2h'),
);

/** Passes mappings only: to valibot a list is an object too. */
function mapping<Schema extends v.GenericSchema>(schema: Schema, message: string) {
  const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return v.pipe(v.custom<v.InferInput<Schema>>(isMapping, message), schema);
}

const LOCAL_ANSWERS = ['succeed', 'fail', 'silent'] as const;

/** What is called in place of a Lambda function. */
const HOOK_FORM = v.union([
  v.strictObject({ module: text }),
  v.strictObject({ command: text }),
  v.strictObject({ url: text }),
]);
export type HookForm = v.InferOutput<typeof HOOK_FORM>;

/** Every key that a section may have; a section is the file itself or one of its environments. */
const SECTION = {
  cluster: v.optional(text),
  service: v.optional(text),
  application: v.optional(text),
  deploymentGroup: v.optional(text),
  region: v.optional(text),
  profile: v.optional(text),
  endpointUrl: v.optional(v.pipe(text, v.url('must be an address such as http://127.0.0.1:4566'))),
  taskDefinition: v.optional(text),
  appSpec: v.optional(text),
  values: v.optional(
    mapping(
      v.record(v.string(), v.string('must be text, a number, true or false')),
      'must be a mapping of names and values',
    ),
  ),
  deploymentConfig: v.optional(text),
  readyWait: v.optional(duration),
  terminationWait: v.optional(duration),
  notifications: v.optional(
    mapping(
      v.object({ topic: v.optional(text), emails: v.optional(texts) }),
      'must be a mapping with topic and emails',
    ),
  ),
  bootstrap: v.optional(
    mapping(
      v.object({
        vpc: v.optional(text),
        subnets: v.optional(texts),
        securityGroups: v.optional(texts),
        listenerPort: v.optional(port),
        testListenerPort: v.optional(port),
        healthCheckPath: v.optional(text),
        desiredCount: v.optional(count),
        codeDeployRoleArn: v.optional(text),
      }),
      'must be a mapping',
    ),
  ),
  local: v.optional(
    mapping(
      v.object({
        run: v.optional(
          v.union(
            [text, mapping(v.record(v.string(), text), 'must be a mapping of container names')],
            'must be a command, or a mapping of container names and commands',
          ),
        ),
        secrets: v.optional(
          mapping(v.record(v.string(), v.string('must be text')), 'must be a mapping of names and values'),
        ),
        ports: v.optional(
          mapping(
            v.record(v.pipe(v.string(), v.digits('must be a listener port')), port),
            'must be a mapping of listener ports and ports of this machine',
          ),
        ),
        traffic: v.optional(v.boolean('must be true or false')),
        scenarios: v.optional(texts),
        hooks: v.optional(
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
        ),
      }),
      'must be a mapping with hooks, run, secrets, ports, traffic or scenarios',
    ),
  ),
} as const;

const SectionSchema = v.object(SECTION);

/** One section of a configuration file. */
export type Section = v.InferOutput<typeof SectionSchema>;

/** A whole configuration file. Unknown keys pass here: `unknown-keys.ts` finds all of them, valibot only the first. */
export const FileSchema = mapping(
  v.object({
    ...SECTION,
    environments: v.optional(
      mapping(
        v.record(v.string(), v.nullable(mapping(SectionSchema, 'must be a mapping of keys'))),
        'must be a mapping of names',
      ),
    ),
  }),
  'must be a mapping of keys',
);
export type ConfigFile = v.InferOutput<typeof FileSchema>;
