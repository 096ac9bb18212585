import type { Random } from '../operation.js';
import { ACCOUNT } from '../world/world.js';

const HEX = '0123456789abcdef';

/** An ARN of Amazon ECS. */
export function ecsArn(region: string, resource: string): string {
  return `arn:aws:ecs:${region}:${ACCOUNT}:${resource}`;
}

/** A task set's id: `ecs-svc/` and 19 digits. */
export function newTaskSetId(random: Random): string {
  return `ecs-svc/${random.text(1, '123456789')}${random.text(18, '0123456789')}`;
}

/** A task's id: 32 hexadecimal digits. */
export function newTaskId(random: Random): string {
  return random.text(32, HEX);
}

/** The id of an EC2 instance. */
export function newInstanceId(random: Random): string {
  return `i-0${random.text(16, HEX)}`;
}
