import { type AssembledEngine, assembleEngine } from '../../../src/engine/assembly.js';
import { emptyCloudWatchWorld } from '../../../src/engine/cloudwatch/world.js';
import { emptyCodeDeployWorld } from '../../../src/engine/codedeploy/world.js';
import { ecsService } from '../../../src/engine/ecs/service.js';
import { applyEcsChanges, nextEcsChange } from '../../../src/engine/ecs/task-life.js';
import { emptyEcsWorld } from '../../../src/engine/ecs/world.js';
import { elbv2Service } from '../../../src/engine/elbv2/service.js';
import { emptyElbv2World } from '../../../src/engine/elbv2/world.js';
import { settleOptions } from '../../../src/engine/engine-options.js';
import { emptyEventsWorld } from '../../../src/engine/events/world.js';
import { type Mail, takeMail, writeMail } from '../../../src/engine/sns/mail.js';
import { snsService } from '../../../src/engine/sns/service.js';
import { emptySnsWorld } from '../../../src/engine/sns/world.js';

/** An engine with everything but CodeDeploy, on a virtual clock, and what an SDK client needs to reach it. */
export async function serve(): Promise<AssembledEngine<Mail> & { client: { endpoint: string; region: string } }> {
  const engine = await assembleEngine<Mail>(
    {
      services: [ecsService, elbv2Service, snsService],
      processes: [{ nextChange: nextEcsChange, applyChanges: applyEcsChanges }],
      emptyRegion: (region) => ({
        region,
        cloudwatch: emptyCloudWatchWorld(),
        codedeploy: emptyCodeDeployWorld(),
        ecs: emptyEcsWorld(),
        elbv2: emptyElbv2World(),
        events: emptyEventsWorld(),
        sns: emptySnsWorld(),
      }),
      takeMail,
      writeMail,
      takeEvents: () => [],
      outgoing: () => [],
    },
    settleOptions({ speed: 0, seed: 1, startAt: new Date('2026-01-01T00:00:00Z') }),
  );
  if (!engine) throw new Error('An engine without a state directory always starts');
  return Object.assign(engine, { client: { endpoint: engine.endpoint, region: 'eu-west-1' } });
}
