import type { Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import type { AppSpecHook } from '../appspec/appspec.js';
import type { RunningTasks } from '../appspec/from-service.js';

/** The pipelines for which `init` writes a file. */
export const PIPELINES = ['codebuild', 'gitlab', 'github', 'jenkins', 'none'] as const;

/** A pipeline, or none. */
export type Pipeline = (typeof PIPELINES)[number];

/** What a project is made for. */
export interface InitSubject {
  readonly cluster: string;
  readonly service: string;
  /** Absent: the default name, which need not be written down. */
  readonly application?: string;
  readonly deploymentGroup?: string;
  readonly region?: string;
  readonly pipeline: Pipeline;
  /** The service as it runs; absent: the files are a beginning to be made one's own. */
  readonly running?: RunningService;
  /** The buildspec.yml that comes with the package; needed for the pipeline `codebuild`. */
  readonly buildspec?: string;
}

/** A service that runs, as far as its files can be made from it. */
export interface RunningService {
  readonly taskDefinition: TaskDefinition;
  readonly tags: readonly Tag[];
  readonly tasks: RunningTasks;
  /** Of the last deployment that succeeded. */
  readonly hooks: readonly AppSpecHook[];
  /** What should be known of it, a sentence each. */
  readonly notes: readonly string[];
}

/** The placeholder of the build's image in the template, as CodePipeline names it. */
export const IMAGE_NAME = 'IMAGE1_NAME';

/** A file that is to be written. */
export interface PlannedFile {
  /** From the project's folder on, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
