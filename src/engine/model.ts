import type { EngineModel } from './assembly.js';
import { balancer } from './balancer/balancer.js';
import { healthChecks } from './balancer/health-checks.js';
import { cloudwatchService } from './cloudwatch/service.js';
import { emptyCloudWatchWorld } from './cloudwatch/world.js';
import { outgoingHooks } from './codedeploy/hooks/hook-errand.js';
import { applyDeploymentChanges, nextDeploymentChange } from './codedeploy/progress.js';
import { codedeployService } from './codedeploy/service.js';
import { emptyCodeDeployWorld } from './codedeploy/world.js';
import { assumeTasks, runTasks } from './containers/task-companion.js';
import { ecsService } from './ecs/service.js';
import { applyEcsChanges, nextEcsChange } from './ecs/task-life.js';
import { emptyEcsWorld } from './ecs/world.js';
import { elbv2Service } from './elbv2/service.js';
import { emptyElbv2World } from './elbv2/world.js';
import { emitEcsChanges } from './events/ecs-state-change.js';
import { takeEvents } from './events/emit.js';
import { emptyEventsWorld } from './events/world.js';
import { ecsMissingMember } from './missing-member.js';
import { beforeCall } from './scenario/intervention/before-call.js';
import { applyInterventions, nextIntervention } from './scenario/intervention/progress.js';
import { applyPostChanges, nextPostChange } from './sns/http-post.js';
import { type Mail, takeMail, writeMail } from './sns/mail.js';
import { outgoingPosts } from './sns/post-errand.js';
import { snsService } from './sns/service.js';
import { emptySnsWorld } from './sns/world.js';

/** The services that bg-deploy uses, as AWS has them. */
export const awsModel: EngineModel<Mail> = {
  services: [
    codedeployService,
    { missingMember: ecsMissingMember, ...ecsService },
    elbv2Service,
    snsService,
    cloudwatchService,
  ],
  // A deployment looks at the tasks as they are at that moment.
  processes: [
    { nextChange: nextEcsChange, applyChanges: applyEcsChanges },
    healthChecks,
    { nextChange: nextDeploymentChange, applyChanges: applyDeploymentChanges },
    { nextChange: nextIntervention, applyChanges: applyInterventions },
    { nextChange: nextPostChange, applyChanges: applyPostChanges },
    { nextChange: () => undefined, applyChanges: emitEcsChanges },
  ],
  beforeCall,
  emptyRegion: (region) => ({
    region,
    cloudwatch: emptyCloudWatchWorld(),
    codedeploy: emptyCodeDeployWorld(),
    ecs: emptyEcsWorld(),
    elbv2: emptyElbv2World(),
    events: emptyEventsWorld(),
    sns: emptySnsWorld(),
  }),
  companions: ({ traffic }) => (traffic ? [balancer(traffic), runTasks(traffic)] : [assumeTasks]),
  takeMail,
  writeMail,
  takeEvents,
  outgoing: (region, ground) => [...outgoingHooks(region, ground), ...outgoingPosts(region, ground)],
};
