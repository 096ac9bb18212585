import type { Options } from 'yargs';

/** The forms in which a command answers. */
export const OUTPUT_FORMATS = ['text', 'json', 'ndjson'] as const;
/** `markdown`: only of commands that say so. */
export type OutputFormat = (typeof OUTPUT_FORMATS)[number] | 'markdown';

/** pino's levels. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What every command takes. */
export const GLOBAL_OPTIONS = {
  config: {
    alias: 'c',
    type: 'string',
    requiresArg: true,
    describe: 'configuration file (default: bg-deploy.yml, .yaml or .json, here or above)',
  },
  env: {
    alias: 'e',
    type: 'string',
    requiresArg: true,
    describe: 'the section under `environments:` to lay over the rest',
  },
  application: {
    type: 'string',
    requiresArg: true,
    describe: 'CodeDeploy application (default AppECS-<cluster>-<service>)',
  },
  'deployment-group': {
    type: 'string',
    requiresArg: true,
    describe: 'CodeDeploy deployment group (default DgpECS-<cluster>-<service>)',
  },
  cluster: { type: 'string', requiresArg: true, describe: 'ECS cluster (default `default`)' },
  service: { type: 'string', requiresArg: true, describe: 'ECS service' },
  region: { type: 'string', requiresArg: true, describe: 'AWS region' },
  profile: { type: 'string', requiresArg: true, describe: 'profile of the AWS configuration' },
  'endpoint-url': { type: 'string', requiresArg: true, describe: 'send every AWS request to this address' },
  local: { type: 'boolean', default: false, describe: 'use the embedded engine instead of AWS' },
  speed: {
    type: 'number',
    requiresArg: true,
    describe: 'engine seconds per second (default 60 with --local, 1 for `local`)',
  },
  scenario: {
    type: 'string',
    array: true,
    requiresArg: true,
    nargs: 1,
    describe: 'a failure to rehearse on the embedded engine, by name; repeatable',
  },
  traffic: {
    type: 'boolean',
    describe: 'real tasks and listeners on the embedded engine (--no-traffic: it keeps the books only)',
  },
  taskdef: { type: 'string', requiresArg: true, describe: 'task definition template' },
  appspec: { type: 'string', requiresArg: true, describe: 'appspec template' },
  set: {
    type: 'string',
    array: true,
    requiresArg: true,
    nargs: 1,
    describe: 'NAME=VALUE for a placeholder; repeatable',
  },
  output: { alias: 'o', choices: OUTPUT_FORMATS, default: 'text', requiresArg: true, describe: 'how to answer' },
  'log-level': { choices: LOG_LEVELS, default: 'warn', requiresArg: true, describe: 'which logs to write to stderr' },
  color: { type: 'boolean', default: true, describe: 'colour the output of a terminal (--no-color: never)' },
  quiet: { alias: 'q', type: 'boolean', default: false, describe: 'print the result only' },
  trace: { type: 'boolean', default: false, describe: 'show the stack trace of an error' },
} as const satisfies Record<string, Options>;

/** The parsed global options, as yargs names them. */
export interface GlobalFlags {
  readonly config?: string;
  readonly env?: string;
  readonly application?: string;
  readonly deploymentGroup?: string;
  readonly cluster?: string;
  readonly service?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly local: boolean;
  readonly speed?: number;
  readonly scenario?: readonly string[];
  readonly traffic?: boolean;
  readonly taskdef?: string;
  readonly appspec?: string;
  readonly set?: readonly string[];
  readonly output: OutputFormat;
  readonly logLevel: LogLevel;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly trace: boolean;
}
