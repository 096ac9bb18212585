import { mayPass } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { getDeployment } from '../aws/codedeploy/deployment.js';
import { describeService } from '../aws/ecs/service.js';
import type { Clock } from '../clock.js';
import { isTerminal } from '../domain/deployment-status.js';
import { BgDeployError } from '../errors.js';
import type { ReleaseTarget } from '../preflight/release-target.js';

/** Between two looks at whether it is our turn. */
const POLL_MS = 5000;
/** A task set whose connections drain is gone after the deregistration delay, one hour at most, five minutes mostly. */
const DRAINING_LIMIT_MS = 15 * 60_000;

interface Waiting {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  readonly signal?: AbortSignal;
}

/** Waits until another deployment of the group has ended, however it ends. */
export async function waitUntilOver(
  deploymentId: string,
  { clients, signal }: Waiting,
  clock: Clock,
  deadline: number | undefined,
): Promise<void> {
  const over = async () => {
    try {
      return isTerminal((await getDeployment(clients, deploymentId, signal)).status);
    } catch (error) {
      if (mayPass(error)) return false;
      throw error;
    }
  };
  while (!(await over())) {
    await pause(clock, deadline, signal, `waiting for deployment ${deploymentId} timed out; nothing was started`);
  }
}

/**
 * Waits until no task set of the service is being removed: CodeDeploy refuses to begin beside one.
 *
 * @throws `BgDeployError` `preflight-failed` when it takes too long
 */
export async function waitUntilDrained(
  { clients, target, signal }: Waiting,
  clock: Clock,
  deadline: number | undefined,
): Promise<void> {
  const began = clock.now();
  for (;;) {
    const draining = await findDraining({ clients, target, signal });
    if (draining === null) return;
    if (clock.now() - began >= DRAINING_LIMIT_MS) {
      throw new BgDeployError('preflight-failed', `${draining} has been DRAINING for 15 minutes`, {
        remedy: `Look at it: aws ecs describe-task-sets --cluster ${target.cluster} --service ${target.service}`,
        resource: target.service,
      });
    }
    await pause(clock, deadline, signal, `waiting for ${draining} timed out; nothing was started`);
  }
}

/** What is being removed; `null`: nothing. While AWS cannot be asked, whatever it was is taken to be still there. */
async function findDraining({ clients, target, signal }: Waiting): Promise<string | null> {
  try {
    const service = await describeService(clients, target.cluster, target.service, signal);
    const draining = service?.taskSets.find(({ status }) => status === 'DRAINING');
    return draining ? `the task set ${draining.id}` : null;
  } catch (error) {
    if (mayPass(error)) return 'a task set';
    throw error;
  }
}

async function pause(
  clock: Clock,
  deadline: number | undefined,
  signal: AbortSignal | undefined,
  message: string,
): Promise<void> {
  const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - clock.now();
  if (left <= 0) throw new BgDeployError('wait-timed-out', message, { remedy: 'Start again with a longer --timeout.' });
  await clock.sleep(Math.min(POLL_MS, left), signal);
}
