import type { Section } from './schema.js';

/** Where keys and names of AWS resources may come from beside the file. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Lays one section over another: mappings key by key, everything else whole. */
export function layOver(base: Section, over: Section): Section {
  // Two values that the schema took are merged key by key, which gives a third that it would take.
  return merge({ ...base }, { ...over }) as Section;
}

/** The part of a configuration that environment variables give. Empty ones count as absent. */
export function sectionFromEnvironment(env: Environment): Section {
  return withoutEmpty({
    cluster: env.BG_DEPLOY_CLUSTER,
    service: env.BG_DEPLOY_SERVICE,
    application: env.BG_DEPLOY_APPLICATION,
    deploymentGroup: env.BG_DEPLOY_DEPLOYMENT_GROUP,
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION,
    profile: env.AWS_PROFILE,
  });
}

/** A section without the keys that have no value. */
export function withoutEmpty(section: Section): Section {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined && value !== ''));
}

type Mapping = Readonly<Record<string, unknown>>;

function merge(base: Mapping, over: Mapping): Mapping {
  const merged = Object.entries(over).map(([key, value]): [string, unknown] => {
    const below = base[key];
    return [key, isMapping(below) && isMapping(value) ? merge(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
