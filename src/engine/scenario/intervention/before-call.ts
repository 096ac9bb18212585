import type { CreateDeploymentCommandInput } from '@aws-sdk/client-codedeploy';
import { ClientException$ } from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { InterventionRule, Rule } from '../rule.js';
import { carryOut } from './carry-out.js';
import { groupNamed } from './group-concerned.js';
import { emptyInterventionWorld } from './world.js';

/**
 * What comes between a client's request and the operation; `undefined`: nothing does.
 *
 * @throws what the request is refused with: the function that it answers
 */
export function beforeCall(
  operation: string,
  input: object,
  rules: readonly Rule[],
): ((context: CallContext) => void) | undefined {
  const refusal = rules.find((rule) => rule.kind === 'refusal' && rule.operation === operation);
  if (refusal?.kind === 'refusal' && operation === 'RegisterTaskDefinition') {
    return () => {
      throw new Fault(ClientException$, refusal.message);
    };
  }
  const due = rules.filter(
    (rule): rule is InterventionRule =>
      rule.kind === 'intervention' && rule.moment.kind === 'before-call' && rule.moment.operation === operation,
  );
  return due.length === 0 ? undefined : (context) => intervene(context, due, input);
}

function intervene(
  context: CallContext,
  due: readonly InterventionRule[],
  input: Partial<CreateDeploymentCommandInput>,
): void {
  const group = groupNamed(context, input.applicationName, input.deploymentGroupName);
  if (!group) return;
  context.world.interventions ??= emptyInterventionWorld();
  const { deployments, done } = context.world.interventions;
  for (const { does, ...rule } of due) {
    const text = JSON.stringify({ ...rule, does });
    // Once for each deployment: a request that is made again is about the same one.
    if (done.some((record) => record.rule === text && record.deploymentId === undefined)) continue;
    done.push({ rule: text, at: context.now, does, made: true });
    // Read anew each time: the one before may have changed it.
    const present = groupNamed(context, input.applicationName, input.deploymentGroupName) ?? group;
    const appSpec = input.revision?.appSpecContent?.content;
    const own = carryOut(does, { context, group: present, ...(appSpec === undefined ? {} : { appSpec }) });
    if (own !== undefined) deployments[own] = 'own';
  }
}
