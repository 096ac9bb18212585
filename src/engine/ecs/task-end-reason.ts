import type { TaskEnd } from './world.js';

/** What DescribeTasks says of a task whose essential container has exited. */
export function essentialExit(exitCode: number): TaskEnd {
  return {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode,
  };
}
