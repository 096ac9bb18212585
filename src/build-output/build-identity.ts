type Environment = Readonly<Record<string, string | undefined>>;

/** A system that runs builds, as its own pages write its name. */
export type BuildSystem =
  | 'AWS CodePipeline'
  | 'AWS CodeBuild'
  | 'GitLab CI'
  | 'GitHub Actions'
  | 'Jenkins'
  | 'CircleCI'
  | 'Bitbucket Pipelines'
  | 'Azure Pipelines';

/** Which build this is, as far as anything says so: for descriptions and notifications. */
export interface BuildIdentity {
  readonly system?: BuildSystem;
  /** The commit, in full where the source has it in full. */
  readonly commit?: string;
  readonly branch?: string;
  readonly tag?: string;
  /** Where people find the build's log. */
  readonly url?: string;
  /** Who started it, as the system names people. */
  readonly by?: string;
  /** What `git describe` calls the commit; only where git was asked. */
  readonly description?: string;
}

interface SystemVariables {
  readonly system: BuildSystem;
  /** Variables that only this system sets. */
  readonly signs: readonly string[];
  readonly read: (own: Own) => Omit<BuildIdentity, 'system'>;
}

type Own = (name: string) => string | undefined;

const codeBuild = (own: Own): Omit<BuildIdentity, 'system'> => ({
  commit: own('CODEBUILD_RESOLVED_SOURCE_VERSION'),
  ...refOf(own('CODEBUILD_WEBHOOK_HEAD_REF')),
  url: own('CODEBUILD_BUILD_URL'),
  by: own('CODEBUILD_INITIATOR'),
});

/** Of the systems that fit, the first counts: CodeBuild also runs the jobs of others, which then say more. */
const SYSTEMS: readonly SystemVariables[] = [
  {
    // https://docs.gitlab.com/ci/variables/predefined_variables/
    system: 'GitLab CI',
    signs: ['GITLAB_CI'],
    read: (own) => ({
      commit: own('CI_COMMIT_SHA'),
      branch: own('CI_COMMIT_BRANCH') ?? own('CI_MERGE_REQUEST_SOURCE_BRANCH_NAME'),
      tag: own('CI_COMMIT_TAG'),
      url: own('CI_JOB_URL') ?? own('CI_PIPELINE_URL'),
      by: own('GITLAB_USER_LOGIN'),
    }),
  },
  {
    // https://docs.github.com/actions/reference/variables-reference
    system: 'GitHub Actions',
    signs: ['GITHUB_ACTIONS'],
    read: (own) => ({
      commit: own('GITHUB_SHA'),
      ...(own('GITHUB_REF_TYPE') === 'tag'
        ? { tag: own('GITHUB_REF_NAME') }
        : { branch: own('GITHUB_HEAD_REF') ?? own('GITHUB_REF_NAME') }),
      url: joined(own('GITHUB_SERVER_URL'), own('GITHUB_REPOSITORY'), 'actions/runs', own('GITHUB_RUN_ID')),
      by: own('GITHUB_ACTOR'),
    }),
  },
  {
    // https://circleci.com/docs/variables/
    system: 'CircleCI',
    signs: ['CIRCLECI'],
    read: (own) => ({
      commit: own('CIRCLE_SHA1'),
      branch: own('CIRCLE_BRANCH'),
      tag: own('CIRCLE_TAG'),
      url: own('CIRCLE_BUILD_URL'),
      by: own('CIRCLE_USERNAME'),
    }),
  },
  {
    // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
    system: 'Bitbucket Pipelines',
    signs: ['BITBUCKET_BUILD_NUMBER'],
    read: (own) => ({
      commit: own('BITBUCKET_COMMIT'),
      branch: own('BITBUCKET_BRANCH'),
      tag: own('BITBUCKET_TAG'),
      url: joined(own('BITBUCKET_GIT_HTTP_ORIGIN'), 'pipelines/results', own('BITBUCKET_BUILD_NUMBER')),
    }),
  },
  {
    // https://learn.microsoft.com/azure/devops/pipelines/build/variables
    system: 'Azure Pipelines',
    signs: ['TF_BUILD'],
    read: (own) => ({
      commit: own('BUILD_SOURCEVERSION'),
      ...refOf(own('BUILD_SOURCEBRANCH')),
      url: joined(
        own('SYSTEM_COLLECTIONURI')?.replace(/\/$/, ''),
        own('SYSTEM_TEAMPROJECT') && encodeURIComponent(own('SYSTEM_TEAMPROJECT') ?? ''),
        own('BUILD_BUILDID') && `_build/results?buildId=${own('BUILD_BUILDID')}`,
      ),
      by: own('BUILD_REQUESTEDFOR'),
    }),
  },
  {
    // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
    system: 'Jenkins',
    signs: ['JENKINS_URL', 'JENKINS_HOME'],
    read: (own) => ({
      commit: own('GIT_COMMIT'),
      branch: own('CHANGE_BRANCH') ?? own('BRANCH_NAME') ?? own('GIT_BRANCH')?.replace(/^origin\//, ''),
      tag: own('TAG_NAME'),
      url: own('BUILD_URL'),
      by: own('BUILD_USER') ?? own('CHANGE_AUTHOR'),
    }),
  },
  // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
  {
    system: 'AWS CodeBuild',
    signs: ['CODEBUILD_BUILD_ID'],
    read: codeBuild,
  },
];

/** Which build the variables of an environment tell of. Text that is no plain line, or too long, is left out. */
export function buildIdentityOf(environment: Environment): BuildIdentity {
  const own: Own = (name) => (Object.hasOwn(environment, name) ? plain(environment[name]) : undefined);
  const found = SYSTEMS.find(({ signs }) => signs.some((sign) => own(sign) !== undefined));
  const commit = sourceVersionOf(environment);
  if (!found) return known({ commit: plain(commit) });
  const system = own('CODEBUILD_INITIATOR')?.startsWith('codepipeline/') ? 'AWS CodePipeline' : found.system;
  return { system: found.system === 'AWS CodeBuild' ? system : found.system, ...known(found.read(own)) };
}

/** One identity out of two: what the first does not say, the second may. */
export function joinedIdentity(first: BuildIdentity, second: BuildIdentity): BuildIdentity {
  return { ...known(second), ...known(first) };
}

/**
 * The commit that CodeBuild checked out.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function sourceVersionOf(environment: Environment): string | undefined {
  return environment.CODEBUILD_RESOLVED_SOURCE_VERSION || undefined;
}

/** `refs/heads/main` and `refs/tags/v1`, taken apart. */
function refOf(ref: string | undefined): Pick<BuildIdentity, 'branch' | 'tag'> {
  if (ref?.startsWith('refs/heads/')) return { branch: ref.slice('refs/heads/'.length) };
  if (ref?.startsWith('refs/tags/')) return { tag: ref.slice('refs/tags/'.length) };
  return {};
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.every(Boolean) ? parts.join('/') : undefined;
}

/** A line that may stand in a description: no control characters, not longer than a line. */
function plain(text: string | undefined): string | undefined {
  const line = text?.trim();
  return line && line.length <= 500 && !/\p{Cc}/u.test(line) ? line : undefined;
}

function known(identity: BuildIdentity): BuildIdentity {
  return Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== undefined));
}
