import type { BuildImage } from './build-output.js';
import { imageOfNames } from './image-names.js';
import { type ImageReference, parseImageReference } from './image-reference.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** The names under which build scripts keep the whole image reference. */
const WHOLE = ['IMAGE_URI', 'ECR_IMAGE_URI', 'IMAGE_URL'] as const;

/** Further names in a file that a build wrote for others: there nothing else goes by such a name. */
const WHOLE_IN_FILES = [
  ...WHOLE,
  'IMAGE',
  'DOCKER_IMAGE',
  'CONTAINER_IMAGE',
  'FULL_IMAGE_NAME',
  // GitHub's own starter workflow for ECS writes `image=…`.
  'image_uri',
  'image-uri',
  'image',
] as const;

/** Variables that together name an image: repository and tag. */
const PARTS: readonly { readonly names: readonly [string, string]; readonly repository: (own: Own) => string }[] = [
  // AWS's sample buildspec for Docker.
  { names: ['IMAGE_REPO_NAME', 'IMAGE_TAG'], repository: (own) => inEcr(own, own('IMAGE_REPO_NAME')) },
  // AWS's tutorial of a pipeline to ECS.
  { names: ['REPOSITORY_URI', 'IMAGE_TAG'], repository: (own) => own('REPOSITORY_URI') },
  // GitHub's starter workflow for ECS.
  {
    names: ['ECR_REPOSITORY', 'IMAGE_TAG'],
    repository: (own) => (own('ECR_REGISTRY') ? `${own('ECR_REGISTRY')}/${own('ECR_REPOSITORY')}` : ''),
  },
  // GitLab's Auto DevOps.
  { names: ['CI_APPLICATION_REPOSITORY', 'CI_APPLICATION_TAG'], repository: (own) => own('CI_APPLICATION_REPOSITORY') },
];

type Own = (name: string) => string;

/**
 * The image that an environment tells of: `IMAGE_URI` and the like, or a repository and a tag that a well-known build
 * script pushes (AWS's sample buildspec and pipeline tutorial, GitHub's starter workflow, GitLab's Auto DevOps). The
 * commit alone (`CI_COMMIT_SHORT_SHA` …) is no tag: nothing says that an image of that tag was pushed.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/ecs-cd-pipeline.html
 */
export function imageFromEnvironment(environment: Variables): BuildImage | undefined {
  return imageFrom(environment, WHOLE) ?? imageFromMetadataAction(environment);
}

/**
 * `docker/metadata-action` puts its tags into the environment of the steps behind it, one a line.
 *
 * @see https://github.com/docker/metadata-action#outputs
 */
function imageFromMetadataAction({ DOCKER_METADATA_OUTPUT_TAGS: tags = '' }: Variables): BuildImage | undefined {
  if (tags.length > 10_000) return undefined;
  const image = imageOfNames(tags.split(/\s+/).flatMap((tag) => parseImageReference(tag) ?? []));
  return image && { ...image, origin: 'the variable DOCKER_METADATA_OUTPUT_TAGS' };
}

/** The image that the variables of a build output file tell of. */
export function imageFromVariables(variables: Variables): BuildImage | undefined {
  return imageFrom(variables, WHOLE_IN_FILES);
}

function imageFrom(variables: Variables, whole: readonly string[]): BuildImage | undefined {
  const own = (name: string) => (Object.hasOwn(variables, name) ? (variables[name] ?? '') : '');
  for (const variable of whole) {
    const reference = parseImageReference(own(variable));
    if (reference) return withDigest(reference, own('IMAGE_DIGEST'), `the variable ${variable}`);
  }
  for (const { names, repository } of PARTS) {
    if (names.some((name) => own(name) === '')) continue;
    const reference = parseImageReference(`${repository(own)}:${own(names[1])}`);
    if (reference) return withDigest(reference, own('IMAGE_DIGEST'), `the variables ${names.join(' and ')}`);
  }
  return undefined;
}

function withDigest(reference: ImageReference, digest: string, origin: string): BuildImage | undefined {
  const image = imageOfNames([reference], digest);
  return image && { ...image, origin };
}

function inEcr(own: Own, repository: string): string {
  const account = own('AWS_ACCOUNT_ID');
  const region = own('AWS_DEFAULT_REGION') || own('AWS_REGION');
  if (!account || !region) return '';
  return `${account}.dkr.ecr.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${repository}`;
}
