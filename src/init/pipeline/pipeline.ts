import { IMAGE_NAME, type InitSubject, type PlannedFile } from '../subject.js';
import { codeBuildFile } from './codebuild.js';
import { gitHubFile } from './github.js';
import { gitLabFile } from './gitlab.js';
import { jenkinsFile } from './jenkins.js';

/** What a pipeline's file is made from. */
export interface PipelineSubject extends InitSubject {
  /** Where the image goes, where that is known. */
  readonly repository: string | undefined;
}

/** A pipeline's file and what it needs to run. */
export interface PipelinePlan {
  readonly file: PlannedFile;
  readonly notes: readonly string[];
}

/** What every pipeline but CodeBuild runs, with the image in `$IMAGE`. */
export function startCommand(description: string): string {
  return `npx bg-deploy start --image ${IMAGE_NAME}="$IMAGE" --description "${description}"`;
}

/** How docker gets to push the image; `undefined` for a registry of which only its owner knows. */
export function loginCommand({ repository }: PipelineSubject): string | undefined {
  return repository === undefined || /^\d{12}\.dkr\.ecr\./.test(repository)
    ? `aws ecr get-login-password | docker login --username AWS --password-stdin "\${IMAGE%%/*}"`
    : undefined;
}

/** What is to be done where {@link loginCommand} knows nothing. */
export function loginNotes(subject: PipelineSubject, file: string): string[] {
  return loginCommand(subject) === undefined
    ? [`log in to the registry of ${subject.repository} before the image is pushed in ${file}`]
    : [];
}

/** The file of the pipeline that was asked for. */
export function pipelineFile(subject: PipelineSubject): PipelinePlan | undefined {
  switch (subject.pipeline) {
    case 'codebuild':
      return codeBuildFile(subject);
    case 'gitlab':
      return gitLabFile(subject);
    case 'github':
      return gitHubFile(subject);
    case 'jenkins':
      return jenkinsFile(subject);
    case 'none':
      return undefined;
  }
}
