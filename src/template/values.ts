/** Where values for placeholders come from; the first layer that has a name wins. */
export interface ValueLayers {
  /** Given by `--set`. */
  readonly set: Readonly<Record<string, string>>;
  /** Image placeholders that the build's output has filled. */
  readonly images: Readonly<Record<string, string>>;
  /** Read from env files that were named as build output. */
  readonly buildOutput: Readonly<Record<string, string>>;
  /** The process's environment. Only names that occur as placeholders are ever looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `values:` of the configuration. */
  readonly values: Readonly<Record<string, string>>;
}

/** How far a lookup may reach: the environment is left out where a name could mean something else at run time. */
export type Reach = 'all' | 'explicit';

/** No values at all. */
export const NO_VALUES: ValueLayers = { set: {}, images: {}, buildOutput: {}, environment: {}, values: {} };

/**
 * The value of a name. An environment variable that is set but empty counts as absent: that is what a forgotten export
 * looks like, and `envsubst` would have emptied the template in silence.
 */
export function lookUp(layers: ValueLayers, name: string, reach: Reach = 'all'): string | undefined {
  const own = (layer: Readonly<Record<string, string | undefined>>) =>
    Object.hasOwn(layer, name) ? layer[name] : undefined;
  return (
    own(layers.set) ??
    own(layers.images) ??
    own(layers.buildOutput) ??
    (reach === 'all' ? own(layers.environment) || undefined : undefined) ??
    own(layers.values)
  );
}

/** The names that have a value, for "did you mean"; never the values. */
export function knownNames(layers: ValueLayers): Set<string> {
  return new Set(
    [layers.set, layers.images, layers.buildOutput, layers.values, layers.environment].flatMap((layer) =>
      Object.keys(layer),
    ),
  );
}
