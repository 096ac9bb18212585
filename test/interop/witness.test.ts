import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { hasBoto3, startWitness, unless } from './witness/witness.js';

/** What an engine could answer, and what the witness is to say of it. */
interface Lie {
  readonly status?: number;
  readonly body: string;
  readonly found: string;
}

const GET_DEPLOYMENT = { 'x-amz-target': 'CodeDeploy_20141006.GetDeployment' };
const DESCRIBE_TARGET_GROUPS = 'Action=DescribeTargetGroups&Version=2015-12-01';

function json(value: object): string {
  return JSON.stringify(value);
}

function xml(content: string, root = 'DescribeTargetGroupsResponse'): string {
  return `<${root} xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">${content}</${root}>`;
}

function groups(content: string): string {
  const metadata = '<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>';
  return xml(`<DescribeTargetGroupsResult>${content}</DescribeTargetGroupsResult>${metadata}`);
}

function error(code: string): string {
  return xml(
    `<Error><Type>Sender</Type><Code>${code}</Code><Message>x</Message></Error><RequestId>1</RequestId>`,
    'ErrorResponse',
  );
}

const IN_JSON: readonly Lie[] = [
  { body: json({ deploymentInfo: { colour: 'blue' } }), found: 'no member of DeploymentInfo' },
  { body: json({ deploymentInfo: { status: 'Odd' } }), found: "'Odd' is not among Created" },
  { body: json({ deploymentInfo: { createTime: '2026-01-01T00:00:00Z' } }), found: 'epoch seconds' },
  { body: json({ deploymentInfo: { deploymentId: 7 } }), found: 'where the model has a string' },
  { body: json({ deploymentInfo: { description: null } }), found: 'null, which AWS leaves out' },
  { body: json({ deploymentInfo: [] }), found: 'where the model has a structure' },
  { body: '{', found: 'the answer is no JSON' },
  { status: 400, body: json({ __type: 'NoSuchException', message: 'x' }), found: 'does not declare the error' },
  { status: 404, body: json({ __type: 'DeploymentDoesNotExistException', message: 'x' }), found: 'the status 404' },
  { status: 500, body: json({ __type: 'InternalFailure', message: 'x' }), found: 'a fault of the engine itself' },
  { status: 400, body: json({ message: 'x' }), found: 'an error without __type' },
];

const IN_QUERY: readonly Lie[] = [
  { body: groups('<TargetGroups><member><Colour>x</Colour></member></TargetGroups>'), found: 'no member of' },
  { body: groups('<TargetGroups><item><Port>80</Port></item></TargetGroups>'), found: 'elements are <member>' },
  { body: groups('<TargetGroups><member><Port>some</Port></member></TargetGroups>'), found: 'has a number' },
  { body: groups('<TargetGroups><member><Port>0</Port></member></TargetGroups>'), found: "below the model's least" },
  { body: groups('<TargetGroups/><TargetGroups/>'), found: 'there 2 times' },
  { body: xml('<TargetGroups/>'), found: 'the answer holds' },
  { body: '<x', found: 'the answer is no XML' },
  { status: 400, body: error('TargetGroupNotFoundException'), found: 'does not declare the error' },
  { status: 404, body: error('TargetGroupNotFound'), found: 'the status 404 instead of 400' },
];

describe.skipIf(!hasBoto3)(`the witness${unless(hasBoto3, 'boto3')}`, () => {
  it('finds what is wrong with an answer, and nothing where all is right', async () => {
    let told: Lie = { body: '{}', found: '' };
    let type = 'application/x-amz-json-1.1';
    const engine = createServer((_, response) => {
      response.writeHead(told.status ?? 200, { 'content-type': type, 'x-amzn-requestid': '1' });
      response.end(told.body);
    });
    await new Promise<void>((ready) => engine.listen(0, '127.0.0.1', ready));
    const address = engine.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await using witness = await startWitness(`http://127.0.0.1:${port}`, undefined);
    const findings = async (lie: Lie, headers: Readonly<Record<string, string>>, body: string) => {
      told = lie;
      await fetch(witness.endpoint, { method: 'POST', headers, body });
      return witness.exchanges().at(-1)?.findings;
    };

    const ask = json({ deploymentId: 'd-AAAAAAAAA' });
    const right = { body: json({ deploymentInfo: { status: 'Created', createTime: 1767225600.5 } }), found: '' };
    expect(await findings(right, GET_DEPLOYMENT, ask)).toEqual([]);
    for (const lie of IN_JSON) {
      expect(await findings(lie, GET_DEPLOYMENT, ask)).toEqual([expect.stringContaining(lie.found)]);
    }
    expect(await findings(right, GET_DEPLOYMENT, '{}')).toEqual([
      'accepted a request that the model forbids: .deploymentId: required by GetDeploymentInput and not there',
    ]);

    type = 'text/xml';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const wellFormed = { body: groups('<TargetGroups><member><Port>80</Port></member></TargetGroups>'), found: '' };
    expect(await findings(wellFormed, form, DESCRIBE_TARGET_GROUPS)).toEqual([]);
    for (const lie of IN_QUERY) {
      expect(await findings(lie, form, DESCRIBE_TARGET_GROUPS)).toEqual([expect.stringContaining(lie.found)]);
    }
    engine.closeAllConnections();
    await new Promise((closed) => engine.close(closed));
  });
});
