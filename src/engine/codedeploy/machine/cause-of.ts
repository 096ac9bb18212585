import type { DeploymentRecord } from '../world.js';
import type { Cause, Expiry } from './cause.js';
import { readyMinutes } from './enter.js';

/** A cause with what it has to tell, from the deployment that it ends. */
export function causeOf(kind: Expiry, deployment: DeploymentRecord): Cause {
  switch (kind) {
    case 'function-missing': {
      const { phase, events } = deployment;
      const event = phase.name === 'hooking' ? phase.event : 'BeforeInstall';
      const functionName = events.find(({ name }) => name === event)?.hook?.functionName ?? '';
      return { kind, event, functionName };
    }
    case 'ready-timeout':
      return { kind, minutes: readyMinutes(deployment) };
    case 'hook-failed':
    case 'hook-silent':
    case 'install-timeout':
    case 'scaling-timeout':
      return { kind };
  }
}
