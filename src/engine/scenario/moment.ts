import type { LifecycleEventName } from '../../domain/lifecycle-event.js';

/** When somebody intervenes in a deployment that a user started. Each happens once for a deployment. */
export type Moment =
  /** Right before an operation is carried out that a client asked for. */
  | { readonly kind: 'before-call'; readonly operation: string }
  /** So many engine seconds after a lifecycle event has begun. */
  | { readonly kind: 'event-begun'; readonly event: LifecycleEventName; readonly afterSeconds?: number }
  /** When production sends at least so much to the replacement task set. */
  | { readonly kind: 'green-reaches'; readonly percent: number; readonly afterSeconds?: number }
  /** So many engine seconds after a wait has begun. */
  | { readonly kind: 'waiting'; readonly wait: 'ready' | 'termination'; readonly afterSeconds?: number }
  /** So many engine seconds after the deployment has ended, however it did. */
  | { readonly kind: 'ended'; readonly afterSeconds?: number };
