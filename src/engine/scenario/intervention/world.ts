import type { Intervention } from '../rule.js';

/** What the engine remembers of interventions in one region. */
export interface InterventionWorld {
  /** The deployments that somebody intervenes in, and those that an intervention has made itself. */
  deployments: Record<string, 'watched' | 'own'>;
  /** What has been done, and what is due. */
  done: InterventionRecord[];
}

/** An intervention that is due, or was made. */
export interface InterventionRecord {
  /** The rule, as text. */
  rule: string;
  /** Absent: the deployment has not been created yet. */
  deploymentId?: string;
  at: Date;
  does: Intervention;
  made: boolean;
}

/** A region in which nobody has intervened yet. */
export function emptyInterventionWorld(): InterventionWorld {
  return { deployments: {}, done: [] };
}
