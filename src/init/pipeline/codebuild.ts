import { lastSegment } from '../../domain/arn.js';
import type { PipelinePlan, PipelineSubject } from './pipeline.js';

/** The package's own buildspec, for this service's repository. */
export function codeBuildFile({ buildspec, repository, service }: PipelineSubject): PipelinePlan {
  if (buildspec === undefined) throw new Error('the buildspec of the package was not read');
  const path = repository === undefined ? lastSegment(service) : repository.slice(repository.indexOf('/') + 1);
  return {
    file: {
      path: 'buildspec.yml',
      text: buildspec.replace(/^( +IMAGE_REPO_NAME:) .*$/m, (_line, key: string) => `${key} ${JSON.stringify(path)}`),
    },
    notes: [
      ...(repository === undefined
        ? [`buildspec.yml pushes to the repository ${path}: correct IMAGE_REPO_NAME if need be`]
        : []),
      'the CodeBuild project needs privileged mode and node_modules/bg-deploy/docs/iam/deployer-policy.json',
      'add bg-deploy to the devDependencies of package.json',
    ],
  };
}
