import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { AppSpec } from '../appspec/appspec.js';
import type { Finding } from '../errors.js';
import type { Explanation } from './explanation.js';

/** What `generate` makes of the templates and the build's output: all that a release sends to AWS. */
export interface Artifacts {
  /** Checked against the SDK's own schema of `RegisterTaskDefinition`. */
  readonly taskDefinition: RegisterTaskDefinitionCommandInput;
  readonly appSpec: AppSpec;
  /** `taskdef.json`: stable, two spaces, final newline. */
  readonly taskDefinitionText: string;
  /** `appspec.yml`; the task definition's ARN is still `<TASK_DEFINITION>` unless the template names one. */
  readonly appSpecText: string;
  /** What was decided on the way, a sentence each: which image went where, what was dropped and why. */
  readonly notes: readonly string[];
  /** What is doubtful and stops nothing: a tag that moves, a text that was to be replaced. */
  readonly warnings: readonly Finding[];
  /** Why it came out so: styles, placeholders and the sources of their values, images. */
  readonly explanation: Explanation;
}
