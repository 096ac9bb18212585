import { didYouMean } from '../domain/did-you-mean.js';

/** What an environment says of the one that it is laid over. */
interface Extending {
  readonly extends?: string | undefined;
}

/** `environments:` of a configuration file; an environment may be empty. */
export type Environments<Section extends Extending = Extending> = Readonly<Record<string, Section | null>>;

/**
 * The sections that an environment consists of, the lowest first: what it extends, what that extends, and so on up to
 * its own. Ends where the chain is broken or closes upon itself, which {@link brokenExtends} tells of.
 */
export function environmentLayers<Section extends Extending>(
  environments: Environments<Section>,
  name: string,
): Section[] {
  const layers: Section[] = [];
  const seen = new Set<string>();
  let at: string | undefined = name;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const section: Section | null | undefined = own(environments, at);
    if (section) layers.push(section);
    at = section?.extends;
  }
  return layers.reverse();
}

/** An `extends:` that leads nowhere. */
export interface BrokenExtends {
  /** The environment in which it stands. */
  readonly environment: string;
  readonly message: string;
  readonly remedy: string;
}

/** Every `extends:` that names no environment, and one for each circle. */
export function brokenExtends(environments: Environments): BrokenExtends[] {
  const known = Object.keys(environments);
  const settled = new Set<string>();
  const broken: BrokenExtends[] = [];
  for (const start of known) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !settled.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      const wanted: string | undefined = own(environments, at)?.extends;
      const missing: boolean = wanted !== undefined && !Object.hasOwn(environments, wanted);
      if (missing) broken.push(unknownEnvironment(at, wanted ?? '', known));
      at = missing ? undefined : wanted;
    }
    if (at !== undefined && onPath.has(at)) broken.push(circle(path.slice(path.indexOf(at))));
    for (const one of path) settled.add(one);
  }
  return broken;
}

function circle(environments: readonly string[]): BrokenExtends {
  const [environment = ''] = environments;
  return {
    environment,
    message: `environments.${environment} extends itself: ${[...environments, environment].join(' → ')}`,
    remedy: 'Take one of these extends: away.',
  };
}

function unknownEnvironment(environment: string, wanted: string, known: readonly string[]): BrokenExtends {
  const similar = didYouMean(wanted, known);
  return {
    environment,
    message: `environments.${environment} extends ${wanted}, and there is no such environment`,
    remedy: similar ? `Did you mean ${similar}?` : `There are ${known.slice(0, 20).join(', ')}.`,
  };
}

function own<Section extends Extending>(environments: Environments<Section>, name: string): Section | null | undefined {
  return Object.hasOwn(environments, name) ? environments[name] : undefined;
}
