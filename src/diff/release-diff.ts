import type { ImageChange } from './image-change.js';
import type { TreeChange } from './tree-change.js';

/** What a release would change, beside what it is compared with. Ready for `JSON.stringify`. */
export interface ReleaseDiff {
  /** Whether there is any difference. */
  readonly different: boolean;
  readonly cluster: string;
  readonly service: string;
  readonly against: DiffBase;
  /** The commits that were released and would be released, as far as they are known. */
  readonly commit: { readonly from: string | null; readonly to: string | null };
  readonly containers: readonly ContainerDiff[];
  /** Of the task definition beside its containers. */
  readonly taskDefinition: readonly Change[];
  readonly appSpec: readonly Change[];
  /** What could not be compared, a sentence each. */
  readonly notes: readonly string[];
}

/** What a release is compared with. */
export interface DiffBase {
  /** `running`: what serves production now. */
  readonly kind: 'running' | 'deployment' | 'task-definition';
  readonly taskDefinitionArn: string;
  /** The deployment whose AppSpec is compared with; `null`: no AppSpec is compared with. */
  readonly deploymentId: string | null;
}

/** A container that is new, gone or different. */
export interface ContainerDiff {
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly image: ImageChange | null;
  /** Everything but the image. */
  readonly changes: readonly Change[];
}

/** A difference as it may be shown. */
export interface Change extends TreeChange {
  /** Whether `from` and `to` are left out, or masked in part, because they may be secret. */
  readonly hidden: boolean;
}
