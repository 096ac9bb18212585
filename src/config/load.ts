import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { lastSegment } from '../domain/arn.js';
import { defaultApplicationName, defaultDeploymentGroupName } from '../domain/default-names.js';
import { didYouMean } from '../domain/did-you-mean.js';
import { VERSION } from '../domain/version.js';
import { BgDeployError } from '../errors.js';
import { displayPath, readTextFile } from '../files/text-file.js';
import type { BootstrapConfig, Config, LocalConfig, LocalHook, NotificationConfig, TemplateConfig } from './config.js';
import { parseDuration } from './duration.js';
import { environmentLayers } from './environment-layers.js';
import { type ConfigFlags, parseSet } from './flags.js';
import { type Environment, layOver, sectionFromEnvironment, withoutEmpty } from './layers.js';
import type { ConfigFile, HookForm, Section } from './schema.js';
import { APP_SPECS, firstFile, TASK_DEFINITIONS, templatePath } from './template-path.js';

export type { ConfigFlags } from './flags.js';

/** Where a configuration comes from. */
export interface LoadOptions {
  /** The working folder; absolute. */
  readonly cwd: string;
  /** `--config`: this file and no other. */
  readonly file?: string;
  /** `--env`: the section under `environments:` to lay over the rest. */
  readonly environmentName?: string;
  readonly flags?: ConfigFlags;
  /** Environment variables. */
  readonly env?: Environment;
  /** What `requiredVersion` is held against. @defaultValue the version of this package */
  readonly version?: string;
  /** Whether there must be a service. Default true; `service` is empty where there need not be one and is none. */
  readonly needsService?: boolean;
}

/** The names under which a configuration is looked for, in this order. */
const FILE_NAMES = ['bg-deploy.yml', 'bg-deploy.yaml', 'bg-deploy.json'];

/**
 * Finds, reads and checks the configuration: flags over environment variables over the named environment's section
 * over the rest of the file.
 *
 * @throws BgDeployError `config-not-found`, `config-invalid` or `usage-invalid`
 */
export async function loadConfig(options: LoadOptions): Promise<Config> {
  const { cwd, environmentName, flags = {}, env = {}, needsService = true, version = VERSION } = options;
  const file = options.file === undefined ? await findFile(cwd) : resolve(cwd, options.file);
  const folder = file ? dirname(file) : cwd;
  const shown = file === undefined ? undefined : displayPath(file, cwd);
  const content = file && shown ? await readContent(file, shown, version) : {};
  const inFile = sectionOf(content, environmentName, shown);
  const section = [sectionFromEnvironment(env), sectionFromFlags(flags)].reduce(layOver, inFile);

  const service = section.service ?? '';
  if (needsService && service === '') throw noService(shown);
  const cluster = section.cluster ?? 'default';
  const [clusterName, serviceName] = [lastSegment(cluster), lastSegment(service)];
  return {
    ...(environmentName === undefined ? {} : { environment: environmentName }),
    ...(file === undefined ? {} : { file }),
    folder,
    cluster,
    service,
    application: section.application ?? (service && defaultApplicationName(clusterName, serviceName)),
    deploymentGroup: section.deploymentGroup ?? (service && defaultDeploymentGroupName(clusterName, serviceName)),
    ...withoutAbsent({ region: section.region, profile: section.profile, endpointUrl: section.endpointUrl }),
    ...withoutAbsent({
      taskDefinition: await templatePath(flags.taskdef, section.taskDefinition, TASK_DEFINITIONS, cwd, folder),
      appSpec: await templatePath(flags.appspec, section.appSpec, APP_SPECS, cwd, folder),
    }),
    values: section.values ?? {},
    set: parseSet(flags.set ?? []),
    templates: templatesOf(section),
    lookups: withoutAbsent({ tfstate: section.lookups?.tfstate }),
    pinDigest: section.pinDigest ?? false,
    ...withoutAbsent({ deploymentConfig: section.deploymentConfig }),
    readyWait: parseDuration(section.readyWait ?? '0m') ?? 0,
    terminationWait: parseDuration(section.terminationWait ?? '5m') ?? 0,
    ...withoutAbsent({ notifications: notificationsOf(section, shown) }),
    bootstrap: bootstrapOf(section),
    local: localOf(section, folder),
  };
}

async function findFile(cwd: string): Promise<string | undefined> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = await firstFile(FILE_NAMES.map((name) => join(folder, name)));
    if (found || dirname(folder) === folder) return found;
  }
}

/** YAML and validation are loaded where there is something to read. */
async function readContent(file: string, shown: string, version: string): Promise<ConfigFile> {
  const [text, { readConfigFile }] = await Promise.all([readText(file, shown), import('./read-file.js')]);
  return readConfigFile(shown, text, version);
}

/** Configurations have a few kilobytes; what is longer is some other file. */
const LENGTH_LIMIT = 64 * 1024;

async function readText(file: string, shown: string): Promise<string> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LENGTH_LIMIT) {
    throw new BgDeployError('config-invalid', 'the file is longer than 64 KiB', {
      remedy: 'Name the configuration of bg-deploy by --config; none is so long.',
      place: { file: shown },
    });
  }
  const read = await readTextFile(file);
  if ('text' in read) return read.text;
  throw new BgDeployError('config-not-found', `the configuration file ${read.reason}`, {
    remedy: 'Name an existing file by --config, or leave --config out to have bg-deploy.yml found.',
    place: { file: shown },
  });
}

function sectionOf(content: ConfigFile, name: string | undefined, file: string | undefined): Section {
  const { environments = {}, $schema: _schema, requiredVersion: _requiredVersion, ...rest } = content;
  if (name === undefined) return rest;
  const known = Object.keys(environments);
  if (!known.includes(name)) {
    const similar = didYouMean(name, known);
    const listed = known.length > 0 ? `It has ${known.join(', ')}.` : 'It has none.';
    throw new BgDeployError(
      'config-invalid',
      file
        ? `the configuration has no environment ${name}`
        : `there is no configuration file, and so no environment ${name}`,
      {
        remedy: file
          ? `${similar ? `Did you mean ${similar}? ` : ''}${listed}`
          : 'Leave --env out, or write a bg-deploy.yml with a section under environments:.',
        ...(file ? { place: { file } } : {}),
      },
    );
  }
  return environmentLayers(environments, name)
    .map(({ extends: _extends, ...section }) => section)
    .reduce(layOver, rest);
}

function sectionFromFlags(flags: ConfigFlags): Section {
  const { cluster, service, application, deploymentGroup, region, profile, endpointUrl, deploymentConfig } = flags;
  return withoutEmpty({
    cluster,
    service,
    application,
    deploymentGroup,
    region,
    profile,
    endpointUrl,
    deploymentConfig,
  });
}

function noService(file: string | undefined): BgDeployError {
  return new BgDeployError('config-invalid', 'no service is named', {
    remedy: 'Name the ECS service by --service, BG_DEPLOY_SERVICE, or `service:` in bg-deploy.yml.',
    ...(file ? { place: { file } } : {}),
  });
}

function templatesOf({ templates = {} }: Section): TemplateConfig {
  const { style } = templates;
  return style === undefined ? {} : { styles: [style].flat() };
}

function notificationsOf({ notifications }: Section, file: string | undefined): NotificationConfig | undefined {
  if (!notifications) return undefined;
  const { topic, emails = [] } = notifications;
  if (topic !== undefined) return { topic, emails };
  throw new BgDeployError('config-invalid', 'notifications.topic is missing', {
    remedy: 'Name the SNS topic, e.g. `topic: deployments`; `bootstrap` creates it.',
    ...(file ? { place: { file } } : {}),
  });
}

function bootstrapOf({ bootstrap = {} }: Section): BootstrapConfig {
  return { listenerPort: 80, testListenerPort: 8080, healthCheckPath: '/', desiredCount: 2, ...bootstrap };
}

function localOf(section: Section, folder: string): LocalConfig {
  const { run, secrets = {}, ports = {}, traffic = true, scenarios = [] } = section.local ?? {};
  return {
    ...withoutAbsent({ run }),
    secrets,
    ports: Object.fromEntries(Object.entries(ports).map(([listener, port]) => [Number(listener), port])),
    traffic,
    scenarios,
    hooks: hooksOf(section, folder),
  };
}

function hooksOf({ local }: Section, folder: string): Record<string, LocalHook> {
  const hooks = Object.entries(local?.hooks ?? {});
  return Object.fromEntries(
    hooks.map(([name, hook]) => [name, typeof hook === 'string' ? { answer: hook } : standInOf(hook, folder)]),
  );
}

function standInOf(hook: HookForm, folder: string): LocalHook {
  if ('module' in hook) return { module: resolve(folder, hook.module) };
  return 'command' in hook ? { command: hook.command, folder } : { url: hook.url };
}

function withoutAbsent<T extends object>(part: T): T {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T;
}
