import type { LookupClients } from '../aws/lookup-clients.js';
import type { Turn } from './at-once.js';

/** What lookups reach out with. */
export interface Reach {
  readonly clients: LookupClients;
  /** Keeps the number of requests on their way small. */
  readonly turn: Turn;
  readonly signal?: AbortSignal | undefined;
}
