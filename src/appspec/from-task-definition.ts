import type { ServedContainer } from './agree-with-task-definition.js';
import { type AppSpec, TASK_DEFINITION_PLACEHOLDER } from './appspec.js';

/** An appspec made for a task definition, or why none can be. */
export type MadeAppSpec =
  | { readonly appSpec: AppSpec; readonly note: string }
  | { readonly why: string; readonly appSpec?: undefined };

/**
 * The appspec of a team that has none: possible where one container maps one port, since then nothing else can be
 * behind the load balancer.
 */
export function appSpecFromTaskDefinition(containers: readonly ServedContainer[]): MadeAppSpec {
  const ports = containers.flatMap(({ name, ports }) => [...new Set(ports)].map((port) => ({ name, port })));
  const [only, another] = ports;
  if (!only) return { why: 'no container of the task definition maps a port' };
  if (another) {
    const listed = ports.slice(0, 8).map(({ name, port }) => `${name}:${port}`);
    const more = ports.length > listed.length ? ' …' : '';
    return { why: `the load balancer could send requests to ${listed.join(', ')}${more}` };
  }
  return {
    appSpec: {
      taskDefinition: TASK_DEFINITION_PLACEHOLDER,
      containerName: only.name,
      containerPort: only.port,
      hooks: [],
    },
    note: `no appspec template: requests go to ${only.name}:${only.port}, the only port of the task definition`,
  };
}
