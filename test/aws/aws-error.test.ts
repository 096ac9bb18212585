import { describe, expect, it } from 'vitest';
import { awsError, mayPass, wasThrottled } from '../../src/aws/aws-error.js';
import { createAwsClients } from '../../src/aws/clients.js';
import { getDeployment } from '../../src/aws/codedeploy/deployment.js';
import { type Answer, refusal, scriptedServer } from '../support/scripted-server.js';

const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

async function errorOf(answer: Answer) {
  await using server = await scriptedServer([answer]);
  const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: server.endpoint, maxAttempts: 1 });
  const error = await caught(getDeployment(clients, 'd-GONE00001'));
  clients.destroy();
  return error;
}

describe("AWS's refusals", () => {
  it('name the missing permission, the resource and what to grant', async () => {
    const message =
      'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: codedeploy:GetDeployment on resource: ' +
      'arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:app/group because no policy allows it';
    expect(await errorOf(refusal('AccessDeniedException', message))).toMatchObject({
      code: 'aws-access-denied',
      exitCode: 5,
      message: expect.stringContaining('CodeDeploy GetDeployment (d-GONE00001) is not allowed'),
      remedy: expect.stringContaining(
        'Grant codedeploy:GetDeployment on arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:app/group',
      ),
      resource: 'arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:app/group',
      cause: { name: 'AccessDeniedException' },
    });
  });

  const cases: [Answer, string, RegExp][] = [
    [refusal('AccessDeniedException', 'no'), 'aws-access-denied', /codedeploy:GetDeployment/],
    [refusal('ExpiredTokenException', 'The security token is expired'), 'aws-credentials', /Sign in again/],
    [refusal('UnrecognizedClientException', 'The token is invalid'), 'aws-credentials', /sts get-caller-identity/],
    [refusal('DeploymentDoesNotExistException', 'not found'), 'aws-not-found', /region/],
    [refusal('ThrottlingException', 'Rate exceeded'), 'aws-throttled', /later/],
    [refusal('InvalidDeploymentIdException', 'malformed'), 'aws-refused', /req-1/],
    [refusal('InternalFailure', 'oops', 500), 'aws-refused', /req-1/],
    [{ status: 200, body: '<html>welcome</html>' }, 'aws-unreachable', /another server/],
    ['cut', 'aws-unreachable', /endpoint/],
  ];
  it.each(cases)('%j is %s', async (answer, code, remedy) => {
    expect(await errorOf(answer)).toMatchObject({ code, remedy: expect.stringMatching(remedy), exitCode: 5 });
  });

  it('name the address that nobody answers at', async () => {
    const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: 'http://127.0.0.1:1', maxAttempts: 1 });
    expect(await caught(getDeployment(clients, 'd-1'))).toMatchObject({
      code: 'aws-unreachable',
      message: expect.stringContaining('127.0.0.1:1'),
    });
  });

  it('ask for a region where there is none', async () => {
    const error = awsError(new Error('Region is missing'), { service: 'ecs', operation: 'DescribeServices' });
    expect(error).toMatchObject({ code: 'config-invalid', exitCode: 2, remedy: expect.stringContaining('--region') });
  });

  it('may pass or may not', async () => {
    const pass = await Promise.all(
      [refusal('ThrottlingException', 'x'), refusal('InternalFailure', 'x', 503), 'cut' as const].map(errorOf),
    );
    expect(pass.map(mayPass)).toEqual([true, true, true]);
    expect(pass.map(wasThrottled)).toEqual([true, false, false]);
    const stay = await Promise.all(
      [refusal('AccessDeniedException', 'x'), refusal('DeploymentDoesNotExistException', 'x')].map(errorOf),
    );
    expect(stay.map(mayPass)).toEqual([false, false]);
  });
});
