import type { BuildImage } from './build-output.js';
import { parseImageReference } from './image-reference.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The names under which build scripts keep the whole image reference. */
const IMAGE_VARIABLES = ['IMAGE_URI', 'ECR_IMAGE_URI', 'IMAGE_URL'] as const;

/**
 * The image that a build's variables tell of: `IMAGE_URI`, or the four of AWS's own sample buildspec
 * (`AWS_ACCOUNT_ID`, `AWS_DEFAULT_REGION`, `IMAGE_REPO_NAME`, `IMAGE_TAG`).
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html
 */
export function imageFromEnvironment(environment: Environment): BuildImage | undefined {
  for (const variable of IMAGE_VARIABLES) {
    const reference = parseImageReference(environment[variable] ?? '');
    if (reference) return { reference, origin: `the variable ${variable}` };
  }
  const { AWS_ACCOUNT_ID: account, IMAGE_REPO_NAME: repository, IMAGE_TAG: tag } = environment;
  const region = environment.AWS_DEFAULT_REGION || environment.AWS_REGION;
  if (!account || !region || !repository || !tag) return undefined;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const reference = parseImageReference(`${account}.dkr.ecr.${region}.${domain}/${repository}:${tag}`);
  return reference && { reference, origin: 'the variables IMAGE_REPO_NAME and IMAGE_TAG' };
}

/**
 * The commit that CodeBuild checked out.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function sourceVersionOf(environment: Environment): string | undefined {
  return environment.CODEBUILD_RESOLVED_SOURCE_VERSION || undefined;
}
