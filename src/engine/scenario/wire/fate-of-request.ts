import type { World } from '../../world/world.js';
import type { RefusalReason, RequestFate } from '../request-fate.js';
import type { RequestRule, Rule, StaleRule } from '../rule.js';
import { drawn } from './drawing.js';
import { emptyLedger, type RequestLedger, type RuleTally } from './ledger.js';
import { covers } from './operation-pattern.js';
import { hasCome } from './since.js';
import { type RequestAtHand, takeTurn } from './turn.js';

/** What the rules in force make of one request. */
export type Verdict =
  | { readonly kind: 'refused'; readonly why: RefusalReason }
  | { readonly kind: 'reset' }
  | {
      readonly kind: 'carried-out';
      /** How old, in milliseconds, what it reads is. */
      readonly staleMs: number;
      /** How late, in milliseconds, its answer comes. */
      readonly delayMs: number;
      readonly answer: 'arrives' | 'is-lost' | 'breaks-off';
    };

const UNHARMED: CarriedOut = { kind: 'carried-out', staleMs: 0, delayMs: 0, answer: 'arrives' };

/**
 * What becomes of a request. Of the rules that keep it from being carried out the first one counts, and those behind it
 * do not see the request; a rule about answers sees only requests that are carried out.
 *
 * @param world - as it is before the request; it is not changed
 * @returns the ledger from now on: `undefined` when no rule is about requests
 */
export function fateOfRequest(
  rules: readonly Rule[],
  world: World,
  request: RequestAtHand,
): { readonly verdict: Verdict; readonly ledger: RequestLedger | undefined } {
  const about = rules.filter((rule) => rule.kind === 'request' || rule.kind === 'stale');
  if (about.length === 0) return { verdict: UNHARMED, ledger: undefined };
  const before = world.requests ?? emptyLedger(world.seed);
  const tallies: Record<string, RuleTally> = {};
  for (const rule of about) tallies[keyOf(rule)] = before.tallies[keyOf(rule)] ?? newTally(request.at);
  const ledger: RequestLedger = { seed: before.seed, tallies };

  const hits = (rule: RequestRule): boolean => {
    const key = keyOf(rule);
    const tally = tallies[key] ?? newTally(request.at);
    if (!covers(rule.operations, request.service, request.operation)) return false;
    if (rule.since && !hasCome(rule.since, world, tally.from, request.at)) return false;
    const turn = takeTurn(rule.turns, tally, request, { seed: ledger.seed, key });
    tallies[key] = turn.tally;
    return turn.hit;
  };

  const requestRules = about.filter((rule) => rule.kind === 'request');
  for (const rule of requestRules) {
    const { fate } = rule;
    if ((fate.kind === 'refused' || fate.kind === 'reset') && hits(rule)) return { verdict: fate, ledger };
  }
  let verdict = UNHARMED;
  for (const rule of requestRules) {
    if (rule.fate.kind === 'refused' || rule.fate.kind === 'reset' || !hits(rule)) continue;
    verdict = worse(verdict, rule.fate);
  }
  for (const rule of about) {
    if (rule.kind !== 'stale' || !covers(rule.operations, request.service, request.operation)) continue;
    const key = keyOf(rule);
    const always = takeTurn({ kind: 'all' }, tallies[key] ?? newTally(request.at), request, { seed: ledger.seed, key });
    tallies[key] = always.tally;
    verdict = { ...verdict, staleMs: Math.max(verdict.staleMs, ageFor(rule, always.tally, request, ledger.seed)) };
  }
  return { verdict, ledger };
}

type CarriedOut = Extract<Verdict, { kind: 'carried-out' }>;

function worse(verdict: CarriedOut, fate: Exclude<RequestFate, { kind: 'refused' | 'reset' }>): CarriedOut {
  switch (fate.kind) {
    case 'slow':
      return { ...verdict, delayMs: verdict.delayMs + fate.seconds * 1000 };
    case 'answer-lost':
      return { ...verdict, answer: 'is-lost' };
    case 'truncated':
      return verdict.answer === 'is-lost' ? verdict : { ...verdict, answer: 'breaks-off' };
    default:
      return fate satisfies never;
  }
}

function ageFor(rule: StaleRule, tally: RuleTally, { service, operation }: RequestAtHand, seed: number): number {
  const name = `${service}:${operation}`;
  return Math.floor(drawn(seed, keyOf(rule), name, tally.seen[name] ?? 0) * rule.seconds * 1000);
}

function newTally(from: Date): RuleTally {
  return { from, seen: {}, buckets: {} };
}

function keyOf(rule: Rule): string {
  return JSON.stringify(rule);
}
