import type { LookupAnswers } from './lookup-request.js';

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
  /** Parts of an image that the build made (its tag, say), by the placeholder that stands for them in that image. */
  readonly imageParts?: Readonly<Record<string, string>>;
  /** What was found elsewhere. These have no names: only the lookup that asked gets its answer. */
  readonly lookups?: LookupAnswers;
}

/** The layers that go by name, in their order. */
export const NAMED_LAYERS = ['set', 'images', 'buildOutput', 'environment', 'values', 'imageParts'] as const;

/** One of {@link NAMED_LAYERS}. */
export type ValueLayer = (typeof NAMED_LAYERS)[number];

/** How far a lookup may reach: the environment is left out where a name could mean something else at run time. */
export type Reach = 'all' | 'explicit';

/** No values at all. */
export const NO_VALUES: ValueLayers = { set: {}, images: {}, buildOutput: {}, environment: {}, values: {} };

/** How a name is looked for. */
export interface LookingFor {
  readonly reach?: Reach;
  /** Takes an environment variable that is set but empty for a value. */
  readonly emptyCounts?: boolean;
  readonly only?: ValueLayer;
}

/**
 * The value of a name and the layer that has it. An environment variable that is set but empty counts as absent: that
 * is what a forgotten export looks like, and `envsubst` would have emptied the template in silence.
 */
export function layerOf(
  layers: ValueLayers,
  name: string,
  { reach = 'all', emptyCounts = false, only }: LookingFor = {},
): { readonly layer: ValueLayer; readonly value: string } | undefined {
  for (const layer of only ? [only] : NAMED_LAYERS) {
    if (layer === 'environment' && reach === 'explicit') continue;
    const of: Readonly<Record<string, string | undefined>> = layers[layer] ?? {};
    const value = Object.hasOwn(of, name) ? of[name] : undefined;
    if (value !== undefined && (layer !== 'environment' || emptyCounts || value !== '')) return { layer, value };
  }
  return undefined;
}

/** The value of a name, see {@link layerOf}. */
export function lookUp(layers: ValueLayers, name: string, reach: Reach = 'all'): string | undefined {
  return layerOf(layers, name, { reach })?.value;
}

/** The names that somebody has given a value, for "did you mean"; never the values. Images go by the template's names. */
export function knownNames(layers: ValueLayers): Set<string> {
  const given = NAMED_LAYERS.filter((layer) => layer !== 'images' && layer !== 'imageParts');
  return new Set(given.flatMap((layer) => Object.keys(layers[layer] ?? {})));
}
