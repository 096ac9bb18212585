import type { Scene } from './machine/scene.js';
import { serviceRole } from './role.js';
import { showTaskSets } from './target.js';
import { notify } from './trigger-notification.js';

/** Closes the record of a deployment that is over: its target shows for ever what it shows now. */
export function finish(scene: Scene): void {
  const { deployment, context } = scene;
  deployment.completeTime = context.now;
  deployment.lastSets = showTaskSets(deployment, serviceRole(context));
  if (deployment.phase.name !== 'over') return;
  notify(
    scene,
    ({ Succeeded: 'DeploymentSuccess', Failed: 'DeploymentFailure', Stopped: 'DeploymentStop' } as const)[
      deployment.phase.status
    ],
  );
}
