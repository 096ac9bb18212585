import { describe, expect, it } from 'vitest';
import { buildIdentityOf } from '../../src/build-output/build-identity.js';
import { readBuildOutput } from '../../src/build-output/read.js';

const COMMIT = 'c0ffee0000000000000000000000000000000000';

describe('which build it is, is told by the variables of', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'CodeBuild',
      {
        CODEBUILD_BUILD_ID: 'web:1',
        CODEBUILD_RESOLVED_SOURCE_VERSION: COMMIT,
        CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/feature/x',
        CODEBUILD_BUILD_URL: 'https://console.example/build',
        CODEBUILD_INITIATOR: 'GitHub-Hookshot/1',
      },
      {
        system: 'AWS CodeBuild',
        commit: COMMIT,
        branch: 'feature/x',
        url: 'https://console.example/build',
        by: 'GitHub-Hookshot/1',
      },
    ],
    [
      'CodeBuild in a pipeline',
      { CODEBUILD_BUILD_ID: 'web:1', CODEBUILD_INITIATOR: 'codepipeline/web' },
      { system: 'AWS CodePipeline', by: 'codepipeline/web' },
    ],
    [
      'GitLab',
      {
        GITLAB_CI: 'true',
        CI_COMMIT_SHA: COMMIT,
        CI_COMMIT_TAG: 'v1',
        CI_JOB_URL: 'https://gl/1',
        GITLAB_USER_LOGIN: 'ann',
      },
      { system: 'GitLab CI', commit: COMMIT, tag: 'v1', url: 'https://gl/1', by: 'ann' },
    ],
    [
      'GitHub, in a pull request',
      {
        GITHUB_ACTIONS: 'true',
        GITHUB_SHA: COMMIT,
        GITHUB_REF_TYPE: 'branch',
        GITHUB_REF_NAME: '7/merge',
        GITHUB_HEAD_REF: 'fix',
        GITHUB_SERVER_URL: 'https://github.example',
        GITHUB_REPOSITORY: 'team/web',
        GITHUB_RUN_ID: '42',
        GITHUB_ACTOR: 'ann',
      },
      {
        system: 'GitHub Actions',
        commit: COMMIT,
        branch: 'fix',
        url: 'https://github.example/team/web/actions/runs/42',
        by: 'ann',
      },
    ],
    [
      'GitHub, on CodeBuild as its runner',
      { GITHUB_ACTIONS: 'true', CODEBUILD_BUILD_ID: 'x', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' },
      { system: 'GitHub Actions', tag: 'v1' },
    ],
    [
      'Jenkins',
      { JENKINS_URL: 'https://j', GIT_COMMIT: COMMIT, GIT_BRANCH: 'origin/main', BUILD_URL: 'https://j/1' },
      { system: 'Jenkins', commit: COMMIT, branch: 'main', url: 'https://j/1' },
    ],
    [
      'CircleCI',
      { CIRCLECI: 'true', CIRCLE_SHA1: COMMIT, CIRCLE_BRANCH: 'main' },
      { system: 'CircleCI', commit: COMMIT, branch: 'main' },
    ],
    [
      'Bitbucket',
      { BITBUCKET_BUILD_NUMBER: '5', BITBUCKET_GIT_HTTP_ORIGIN: 'https://bb/t/w', BITBUCKET_COMMIT: COMMIT },
      { system: 'Bitbucket Pipelines', commit: COMMIT, url: 'https://bb/t/w/pipelines/results/5' },
    ],
    [
      'Azure',
      {
        TF_BUILD: 'True',
        BUILD_SOURCEVERSION: COMMIT,
        BUILD_SOURCEBRANCH: 'refs/tags/v1',
        SYSTEM_COLLECTIONURI: 'https://az/org/',
        SYSTEM_TEAMPROJECT: 'My Team',
        BUILD_BUILDID: '9',
      },
      {
        system: 'Azure Pipelines',
        commit: COMMIT,
        tag: 'v1',
        url: 'https://az/org/My%20Team/_build/results?buildId=9',
      },
    ],
    ['no build at all', { HOME: '/home/ann' }, {}],
  ])('%s', (_what, env, expected) => {
    expect(buildIdentityOf(env)).toEqual(expected);
  });

  it('nothing that is no plain line', () => {
    expect(
      buildIdentityOf({ GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'a\nb', GITLAB_USER_LOGIN: 'x'.repeat(501) }),
    ).toEqual({
      system: 'GitLab CI',
    });
  });
});

it("the image's own word on its commit counts before the job's, and git fills what is missing", () => {
  const text = JSON.stringify({ tags: ['r/web:1'], labels: { 'org.opencontainers.image.revision': 'of-the-image' } });
  const { identity, sourceVersion } = readBuildOutput({
    files: [{ file: 'meta.json', text }],
    env: { CODEBUILD_BUILD_ID: '1', CODEBUILD_RESOLVED_SOURCE_VERSION: COMMIT },
    git: { commit: 'of-git', branch: 'main', description: 'v1-2-gc0ffee' },
  });
  expect(identity).toEqual({
    system: 'AWS CodeBuild',
    commit: 'of-the-image',
    branch: 'main',
    description: 'v1-2-gc0ffee',
  });
  expect(sourceVersion).toBe(COMMIT);
});
