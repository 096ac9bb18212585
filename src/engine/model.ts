import type { EngineModel } from './assembly.js';
import { takeInvocations } from './codedeploy/hooks/invocation.js';
import { runHookModule } from './codedeploy/hooks/run-module.js';
import { applyDeploymentChanges, nextDeploymentChange } from './codedeploy/progress.js';
import { codedeployService } from './codedeploy/service.js';
import { emptyCodeDeployWorld } from './codedeploy/world.js';
import { ecsService } from './ecs/service.js';
import { applyEcsChanges, nextEcsChange } from './ecs/task-life.js';
import { emptyEcsWorld } from './ecs/world.js';
import { elbv2Service } from './elbv2/service.js';
import { emptyElbv2World } from './elbv2/world.js';
import { ecsMissingMember } from './missing-member.js';
import { type Mail, takeMail, writeMail } from './sns/mail.js';
import { snsService } from './sns/service.js';
import { emptySnsWorld } from './sns/world.js';

/** The services that bg-deploy uses, as AWS has them. */
export const awsModel: EngineModel<Mail> = {
  services: [codedeployService, { missingMember: ecsMissingMember, ...ecsService }, elbv2Service, snsService],
  // A deployment looks at the tasks as they are at that moment.
  processes: [
    { nextChange: nextEcsChange, applyChanges: applyEcsChanges },
    { nextChange: nextDeploymentChange, applyChanges: applyDeploymentChanges },
  ],
  emptyRegion: (region) => ({
    region,
    codedeploy: emptyCodeDeployWorld(),
    ecs: emptyEcsWorld(),
    elbv2: emptyElbv2World(),
    sns: emptySnsWorld(),
  }),
  takeMail,
  writeMail,
  takeInvocations,
  runHookModule,
};
