import {
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  UpdateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  type CreateListenerCommandInput,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { AwsClients } from '../aws/clients.js';
import type { KnownArns } from './known-arns.js';
import type { ObservedPair } from './observed.js';
import type { BootstrapPlan, Change, PlanStep } from './plan.js';
import { applicationRequest, deploymentGroupRequest, deploymentGroupUpdate } from './requests-codedeploy.js';
import {
  attachIdleRequest,
  loadBalancerRequest,
  productionListenerRequest,
  targetGroupRequest,
  testListenerRequest,
} from './requests-load-balancing.js';
import { serviceRequest } from './requests-service.js';
import type { BootstrapWish } from './wish.js';

/** What every step of a plan is carried out with. */
export interface Site {
  readonly clients: AwsClients;
  readonly wish: BootstrapWish;
  readonly plan: BootstrapPlan;
  readonly pair: ObservedPair;
  readonly known: KnownArns;
  readonly signal?: AbortSignal;
}

/** What a creation came to. */
export interface Created {
  /** `null` where AWS tells none. */
  readonly arn: string | null;
  /** What the person should know of it, where there is something. */
  readonly note?: string;
  readonly dnsName?: string;
}

/** Creates the resource of a step. */
export async function create(step: PlanStep & { readonly action: 'create' }, site: Site): Promise<Created> {
  const { clients, wish, plan, pair, known, signal: abortSignal } = site;
  const { codedeploy, ecs, elbv2, sns } = clients;
  switch (step.resource) {
    case 'cluster': {
      const answer = await ecs.send(new CreateClusterCommand({ clusterName: wish.cluster }), { abortSignal });
      return { arn: answer.cluster?.clusterArn ?? null };
    }
    case 'load-balancer': {
      const answer = await elbv2.send(new CreateLoadBalancerCommand(loadBalancerRequest(wish)), { abortSignal });
      const made = answer.LoadBalancers?.[0];
      return { arn: made?.LoadBalancerArn ?? null, ...(made?.DNSName ? { dnsName: made.DNSName } : {}) };
    }
    case 'blue-target-group':
    case 'green-target-group': {
      const request = targetGroupRequest(wish, step.name);
      const answer = await elbv2.send(new CreateTargetGroupCommand(request), { abortSignal });
      return { arn: answer.TargetGroups?.[0]?.TargetGroupArn ?? null };
    }
    case 'production-listener':
      return createListener(productionListenerRequest(wish, known, plan.live), site);
    case 'test-listener':
      return createListener(testListenerRequest(wish, known, plan.live), site);
    case 'task-definition': {
      const answer = await ecs.send(new RegisterTaskDefinitionCommand(wish.taskDefinition), { abortSignal });
      return { arn: answer.taskDefinition?.taskDefinitionArn ?? null };
    }
    case 'service': {
      const request = serviceRequest(wish, known, plan.live);
      const answer = await ecs.send(new CreateServiceCommand(request), { abortSignal });
      return { arn: answer.service?.serviceArn ?? null, note: `${wish.desiredCount} tasks are being started` };
    }
    case 'application':
      await codedeploy.send(new CreateApplicationCommand(applicationRequest(wish)), { abortSignal });
      return { arn: null };
    case 'deployment-group': {
      const request = deploymentGroupRequest(wish, known, pair);
      await codedeploy.send(new CreateDeploymentGroupCommand(request), { abortSignal });
      return { arn: null, note: `CodeDeploy works in the role ${request.serviceRoleArn}` };
    }
    case 'topic': {
      const answer = await sns.send(new CreateTopicCommand(topicRequest(step.name)), { abortSignal });
      return { arn: answer.TopicArn ?? null };
    }
    case 'subscription': {
      const request = new SubscribeCommand({
        TopicArn: known.require('topic'),
        Protocol: 'email',
        Endpoint: step.name,
      });
      await sns.send(request, { abortSignal });
      return {
        arn: null,
        note: 'a confirmation was sent to the address; nothing else is until somebody opens its link',
      };
    }
  }
}

/** Changes the resource of a step in place. */
export async function update(change: Change, { clients, wish, plan, known, signal: abortSignal }: Site): Promise<void> {
  switch (change.kind) {
    case 'deployment-group':
      await clients.codedeploy.send(new UpdateDeploymentGroupCommand(deploymentGroupUpdate(wish)), { abortSignal });
      return;
    case 'attach-idle':
      await clients.elbv2.send(new ModifyListenerCommand(attachIdleRequest(change, known, plan.live)), { abortSignal });
  }
}

async function createListener(request: CreateListenerCommandInput, { clients, signal }: Site): Promise<Created> {
  const answer = await clients.elbv2.send(new CreateListenerCommand(request), { abortSignal: signal });
  return { arn: answer.Listeners?.[0]?.ListenerArn ?? null };
}

/** SNS wants the kind of topic said beside the ending of its name. */
function topicRequest(name: string): { Name: string; Attributes?: Record<string, string> } {
  return name.endsWith('.fifo') ? { Name: name, Attributes: { FifoTopic: 'true' } } : { Name: name };
}
