import type { Rule } from './rule.js';

/** A failure that people meet, by name. */
export interface Scenario {
  /** `hook-fails`. */
  readonly name: string;
  /** One line for people: what happens. */
  readonly summary: string;
  /** What may stand behind a colon: `hook-fails:AfterAllowTraffic`; absent: nothing may. */
  readonly argument?: { readonly name: string; readonly example: string };
  /** Where AWS's behaviour comes from. */
  readonly source: string;
  /**
   * The rules; `undefined`: the argument is none that the scenario takes.
   *
   * @param argument - what stands behind the colon
   */
  readonly rules: (argument: string | undefined) => readonly Rule[] | undefined;
}
