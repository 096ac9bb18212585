import {
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  UpdateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { CreateClusterCommand, CreateServiceCommand } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { asking } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import type { ServiceKey } from '../aws/endpoint.js';
import { ensureRegistered } from '../deployment/register.js';
import type { KnownArns } from './known-arns.js';
import type { ObservedPair } from './observed.js';
import type { BootstrapPlan, PlanStep } from './plan.js';
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
  const { clients, wish, plan, pair, known, signal } = site;
  const { codedeploy, ecs, elbv2, sns } = clients;
  const options = { abortSignal: signal };
  const ask = <Answer>(service: ServiceKey, operation: string, send: () => Promise<Answer>) =>
    asking({ service, operation, resource: step.name }, signal, send);
  switch (step.resource) {
    case 'cluster': {
      const request = new CreateClusterCommand({ clusterName: wish.cluster });
      const { cluster } = await ask('ecs', 'CreateCluster', () => ecs.send(request, options));
      return { arn: cluster?.clusterArn ?? null };
    }
    case 'load-balancer': {
      const request = new CreateLoadBalancerCommand(loadBalancerRequest(wish));
      const { LoadBalancers } = await ask('elbv2', 'CreateLoadBalancer', () => elbv2.send(request, options));
      const made = LoadBalancers?.[0];
      return { arn: made?.LoadBalancerArn ?? null, ...(made?.DNSName ? { dnsName: made.DNSName } : {}) };
    }
    case 'blue-target-group':
    case 'green-target-group': {
      const request = new CreateTargetGroupCommand(targetGroupRequest(wish, step.name));
      const { TargetGroups } = await ask('elbv2', 'CreateTargetGroup', () => elbv2.send(request, options));
      return { arn: TargetGroups?.[0]?.TargetGroupArn ?? null };
    }
    case 'production-listener':
    case 'test-listener': {
      const requestFor = step.resource === 'test-listener' ? testListenerRequest : productionListenerRequest;
      const request = new CreateListenerCommand(requestFor(wish, known, plan.live));
      const { Listeners } = await ask('elbv2', 'CreateListener', () => elbv2.send(request, options));
      return { arn: Listeners?.[0]?.ListenerArn ?? null };
    }
    case 'task-definition':
      return { arn: await ensureRegistered(clients, { action: 'register', input: wish.taskDefinition }, signal) };
    case 'service': {
      const request = new CreateServiceCommand(serviceRequest(wish, known, plan.live));
      const { service } = await ask('ecs', 'CreateService', () => ecs.send(request, options));
      return { arn: service?.serviceArn ?? null, note: `${wish.desiredCount} tasks are being started` };
    }
    case 'application': {
      const request = new CreateApplicationCommand(applicationRequest(wish));
      await ask('codedeploy', 'CreateApplication', () => codedeploy.send(request, options));
      return { arn: null };
    }
    case 'deployment-group': {
      const input = deploymentGroupRequest(wish, known, pair);
      const request = new CreateDeploymentGroupCommand(input);
      await ask('codedeploy', 'CreateDeploymentGroup', () => codedeploy.send(request, options));
      return { arn: null, note: `CodeDeploy works in the role ${input.serviceRoleArn}` };
    }
    case 'topic': {
      const { TopicArn } = await ask('sns', 'CreateTopic', () =>
        sns.send(new CreateTopicCommand(topicRequest(step.name)), options),
      );
      return { arn: TopicArn ?? null };
    }
    case 'subscription': {
      const input = { TopicArn: known.require('topic'), Protocol: 'email', Endpoint: step.name };
      await ask('sns', 'Subscribe', () => sns.send(new SubscribeCommand(input), options));
      return {
        arn: null,
        note: 'a confirmation was sent to the address; nothing else is until somebody opens its link',
      };
    }
  }
}

/** Changes the resource of a step in place. */
export async function update(step: PlanStep & { readonly action: 'update' }, site: Site): Promise<void> {
  const { clients, wish, plan, known, signal } = site;
  const options = { abortSignal: signal };
  switch (step.change.kind) {
    case 'deployment-group': {
      const request = new UpdateDeploymentGroupCommand(deploymentGroupUpdate(wish));
      const question = { service: 'codedeploy', operation: 'UpdateDeploymentGroup', resource: step.name } as const;
      await asking(question, signal, () => clients.codedeploy.send(request, options));
      return;
    }
    case 'attach-idle': {
      const request = new ModifyListenerCommand(attachIdleRequest(step.change, known, plan.live));
      const question = { service: 'elbv2', operation: 'ModifyListener', resource: step.name } as const;
      await asking(question, signal, () => clients.elbv2.send(request, options));
    }
  }
}

/** SNS wants the kind of topic said beside the ending of its name. */
function topicRequest(name: string): { Name: string; Attributes?: Record<string, string> } {
  return name.endsWith('.fifo') ? { Name: name, Attributes: { FifoTopic: 'true' } } : { Name: name };
}
