import type { LifecycleEventName } from '../../domain/lifecycle-event.js';

/**
 * Which operations a rule is about: `*`, a service's signing name (`codedeploy:*`) or one operation
 * (`codedeploy:GetDeployment`); a star at the end stands for any rest (`ecs:Describe*`), several are separated by commas.
 */
export type OperationPattern = string;

/** Which of the matching requests a rule is about; the first one is number 1. */
export type Turns =
  | { readonly kind: 'all' }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'from'; readonly number: number }
  /** A share of them, 0 to 1, drawn from the seed. */
  | { readonly kind: 'share'; readonly share: number }
  /** Those beyond a token bucket of each region: so many at once, so many more each engine second. */
  | {
      readonly kind: 'beyond';
      readonly burst: number;
      readonly perSecond: number;
      /** What others have left in it for the first request. @defaultValue `burst` */
      readonly left?: number;
    };

/**
 * From when on a rule about requests holds: so many engine seconds after a user's deployment was created, or one of its
 * lifecycle events began. Only deployments count that were created while the rule was in force.
 */
export interface Since {
  /** Absent: the deployment's creation. */
  readonly event?: LifecycleEventName;
  readonly seconds: number;
}

/** Why a request is refused. Each service has its own code, wording and HTTP status for it. */
export type RefusalReason = 'throttled' | 'server-fault' | 'unavailable' | 'access-denied' | 'credentials-expired';

/** What becomes of a request. */
export type RequestFate =
  /** Refused before it is carried out. */
  | { readonly kind: 'refused'; readonly why: RefusalReason }
  /** The connection is cut before it is carried out. */
  | { readonly kind: 'reset' }
  /** It is carried out, and its answer never arrives. */
  | { readonly kind: 'answer-lost' }
  /** It is carried out, and its answer breaks off in the middle. */
  | { readonly kind: 'truncated' }
  /** Its answer comes so many engine seconds late. */
  | { readonly kind: 'slow'; readonly seconds: number };
