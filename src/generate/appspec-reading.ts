import type { ServedContainer } from '../appspec/agree-with-task-definition.js';
import type { AppSpec } from '../appspec/appspec.js';
import { appSpecFromService, completedFromService, type RunningTasks } from '../appspec/from-service.js';
import { appSpecFromTaskDefinition } from '../appspec/from-task-definition.js';
import type { AppSpecReading } from '../appspec/parse.js';
import type { Finding } from '../errors.js';

/** An appspec for which there was no template, or why there is none. */
export interface MadeAppSpecReading extends AppSpecReading {
  readonly warnings: readonly Finding[];
}

/** Makes the appspec of a team that has no template: from the service as it runs, or from the task definition alone. */
export function madeAppSpec(
  containers: readonly ServedContainer[],
  running: RunningTasks | undefined,
): MadeAppSpecReading {
  if (running) {
    const made = appSpecFromService(running);
    if (made) return { appSpec: made.appSpec, findings: [], notes: told(made.notes), warnings: [], places: {} };
    return nothing('no load balancer sends requests to the service', 'Put the service behind a load balancer first.');
  }
  const made = appSpecFromTaskDefinition(containers);
  if (!made.appSpec) {
    return nothing(
      made.why,
      'Name one by --appspec FILE, take it from the service by --from-service, or have `bg-deploy init` write one.',
    );
  }
  const remedy = 'Have `bg-deploy init` write one, or name yours by --appspec FILE.';
  const warnings = [{ message: made.note, remedy, rule: 'appspec-made' }];
  return { appSpec: made.appSpec, findings: [], notes: told([made.note]), warnings, places: {} };
}

/** A template's appspec with what it leaves out and the service has. */
export function withService(
  appSpec: AppSpec,
  running: RunningTasks | undefined,
  file: string,
): { readonly appSpec: AppSpec; readonly notes: readonly string[] } {
  if (!running) return { appSpec, notes: [] };
  const completed = completedFromService(appSpec, running);
  return { appSpec: completed.appSpec, notes: completed.notes.map((note) => `${file}: ${note}`) };
}

function nothing(why: string, remedy: string): MadeAppSpecReading {
  const message = `there is no appspec template, and none can be made: ${why}`;
  return { findings: [{ message, remedy, rule: 'appspec-missing' }], notes: [], warnings: [], places: {} };
}

const told = (notes: readonly string[]) => notes.map((note) => `appspec: ${note}`);
