import { didYouMean } from '../../domain/did-you-mean.js';
import { BgDeployError } from '../../errors.js';
import { SCENARIOS } from './catalogue.js';
import type { Rule } from './rule.js';

/** The scenarios that hold in an engine; all of them at once. */
export interface ScenariosInForce {
  readonly rules: () => readonly Rule[];
  /** As they were written. */
  readonly names: () => readonly string[];
  /** @throws `BgDeployError` `usage-invalid`; what held before then still holds */
  readonly replace: (names: readonly string[]) => void;
}

/**
 * @param names - `hook-fails`, or with an argument `hook-fails:AfterAllowTraffic`
 * @param onReplaced - what the old ones have counted does not count for the new ones
 * @throws `BgDeployError` `usage-invalid`
 */
export function createScenarios(names: readonly string[], onReplaced: () => void = () => {}): ScenariosInForce {
  let inForce = names;
  let rules = names.flatMap(rulesOf);
  return {
    rules: () => rules,
    names: () => inForce,
    replace(others) {
      rules = others.flatMap(rulesOf);
      inForce = others;
      onReplaced();
    },
  };
}

/**
 * The rules of a scenario.
 *
 * @throws `BgDeployError` `usage-invalid` for a scenario that does not exist, or not with this argument
 */
export function rulesOf(written: string): readonly Rule[] {
  const colon = written.indexOf(':');
  const name = colon < 0 ? written : written.slice(0, colon);
  const scenario = SCENARIOS.find((known) => known.name === name);
  if (!scenario) {
    const known = SCENARIOS.map((one) => one.name);
    const meant = didYouMean(name, known);
    throw new BgDeployError('usage-invalid', `There is no scenario ${JSON.stringify(name)}`, {
      remedy: `${meant ? `Did you mean ${meant}? ` : ''}The scenarios are: ${known.join(', ')}.`,
    });
  }
  const rules = scenario.rules(colon < 0 ? undefined : written.slice(colon + 1));
  if (rules) return rules;
  throw new BgDeployError('usage-invalid', `The scenario ${name} cannot be had as ${JSON.stringify(written)}`, {
    remedy: scenario.argument
      ? `Write it with ${scenario.argument.name}, e.g. ${name}:${scenario.argument.example}, or without.`
      : `Write it alone: ${name}.`,
  });
}
