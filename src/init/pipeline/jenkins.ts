import { loginCommand, loginNotes, type PipelinePlan, type PipelineSubject, startCommand } from './pipeline.js';

/** A declarative pipeline that builds, pushes and releases. */
export function jenkinsFile(subject: PipelineSubject): PipelinePlan {
  const { repository, region } = subject;
  const login = loginCommand(subject);
  return {
    file: {
      path: 'Jenkinsfile',
      text: `// Builds and pushes an image, then releases it with bg-deploy.
//
// The agent needs docker, Node.js 20 or newer, the AWS CLI, and a role that may push the image and has
// node_modules/bg-deploy/docs/iam/deployer-policy.json.
pipeline {
  agent any
  options {
    // One release at a time; the time is above ready wait, traffic shift and termination wait together.
    disableConcurrentBuilds()
    timeout(time: 3, unit: 'HOURS')
  }
  environment {
${region === undefined ? '' : `    AWS_REGION = '${region}'\n`}    IMAGE = "${repository ?? `\${env.IMAGE_REPOSITORY}`}:\${env.GIT_COMMIT}"
  }
  stages {
    stage('Image') {
      steps {
${login === undefined ? '' : `        sh '${login}'\n`}        sh 'docker build --tag "$IMAGE" .'
        sh 'docker push "$IMAGE"'
      }
    }
    stage('Release') {
      steps {
        sh 'npm ci'
        sh '${startCommand('$BUILD_URL')}'
      }
    }
  }
}
`,
    },
    notes: [
      ...(repository === undefined ? ['set IMAGE_REPOSITORY in the environment of the Jenkins job'] : []),
      ...loginNotes(subject, 'the Jenkinsfile'),
      'add bg-deploy to the devDependencies of package.json',
    ],
  };
}
