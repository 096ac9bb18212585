import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseAppSpec, readAppSpec } from '../../src/appspec/parse.js';
import { isBgDeployError } from '../../src/errors.js';
import { renderEdits } from '../../src/template/rendered-text.js';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42';
const appSpec = (properties: string, rest = '') => `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
${properties.replace(/^/gm, '        ')}
${rest}`;
const balancer = 'LoadBalancerInfo:\n  ContainerName: web\n  ContainerPort: 8080';
const plain = `TaskDefinition: <TASK_DEFINITION>\n${balancer}`;

const refusal = (text: string) => {
  try {
    parseAppSpec(text);
  } catch (error) {
    if (isBgDeployError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};
const findings = (text: string) => {
  const error = refusal(text);
  return [{ message: error.message, place: error.place }, ...error.others].map(
    ({ message, place }) => `${place?.line}:${place?.column} ${message}`,
  );
};

describe('an appspec for ECS', () => {
  it('is read with all of its members', () => {
    const text = appSpec(
      `TaskDefinition: "${ARN}"
${balancer}
PlatformVersion: "1.4.0"
NetworkConfiguration:
  AwsvpcConfiguration: { Subnets: [subnet-1, subnet-2], SecurityGroups: [sg-1], AssignPublicIp: DISABLED }
CapacityProviderStrategy:
  - { Base: 0, CapacityProvider: FARGATE, Weight: 1 }`,
      'Hooks:\n  - AfterAllowTestTraffic: smoke\n  - BeforeInstall: "arn:aws:lambda:eu-west-1:1:function:x"\n',
    );
    expect(parseAppSpec(text)).toEqual({
      appSpec: {
        taskDefinition: ARN,
        containerName: 'web',
        containerPort: 8080,
        platformVersion: '1.4.0',
        network: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
        capacityProviders: [{ name: 'FARGATE', base: 0, weight: 1 }],
        hooks: [
          { event: 'AfterAllowTestTraffic', function: 'smoke' },
          { event: 'BeforeInstall', function: 'arn:aws:lambda:eu-west-1:1:function:x' },
        ],
      },
      notes: [],
    });
  });

  it.each([
    ['version 1', appSpec(plain).replace('0.0', '1'), /version 1 is written 0.0/],
    ['version as text', appSpec(plain).replace('0.0', '"0.0"'), /version "0.0" is written 0.0/],
    ['a quoted port', appSpec(plain.replace('8080', '"8080"')), /ContainerPort is text \("8080"\)/],
    [
      'other capitals',
      appSpec(plain).replace('Resources', 'resources').replace('TaskDefinition', 'taskDefinition'),
      /resources is written Resources/,
    ],
    ['a platform version without a value', appSpec(`${plain}\nPlatformVersion:`), /PlatformVersion is empty/],
    ['version 0', appSpec(plain).replace('0.0', '0'), /version 0 is written 0.0/],
    ['what belongs to EC2', appSpec(plain, 'file_exists_behavior: OVERWRITE\n'), /is for EC2 deployments and left out/],
    ['hooks that are all commented out', appSpec(plain, 'Hooks:\n#  - BeforeInstall: x\n'), /Hooks is empty/],
    [
      'a word in capitals for the task definition',
      appSpec(plain.replace('<TASK_DEFINITION>', 'TASK_DEFINITION_ARN')),
      /stands for the task definition/,
    ],
    ['a word of three letters for it', appSpec(plain.replace('<TASK_DEFINITION>', 'ARN')), /ARN stands for/],
    [
      'a sentence for it',
      appSpec(plain.replace('<TASK_DEFINITION>', '"[Your task definition arn]"')),
      /stands for the task definition/,
    ],
    [
      'another placeholder for the task definition',
      appSpec(plain.replace('<TASK_DEFINITION>', '"${TASKDEF}"')),
      /stands for the task definition/,
    ],
  ])('may have %s, with a note', (_what, text, note) => {
    const { appSpec: read, notes } = parseAppSpec(text);
    expect(read).toEqual({ taskDefinition: '<TASK_DEFINITION>', containerName: 'web', containerPort: 8080, hooks: [] });
    expect(notes.join('\n')).toMatch(note);
  });

  it('may have its hooks as a mapping, with a note', () => {
    const { appSpec: read, notes } = parseAppSpec(appSpec(plain, 'Hooks:\n  AfterInstall: b\n  BeforeInstall: a\n'));
    expect(read.hooks).toEqual([
      { event: 'AfterInstall', function: 'b' },
      { event: 'BeforeInstall', function: 'a' },
    ]);
    expect(notes).toEqual([expect.stringContaining('Hooks is a mapping and is written as a list')]);
  });

  it('may be JSON with tabs, and may repeat itself by anchors', () => {
    const json = JSON.stringify(parse(appSpec(plain)), null, '\t').replace('"version": 0,', '"version": 0.0,');
    expect(parseAppSpec(json)).toMatchObject({ appSpec: { containerName: 'web' }, notes: [] });
    const anchored = appSpec(`${plain.replace('web', '&name web')}`, 'Hooks:\n  - BeforeInstall: *name\n');
    expect(parseAppSpec(anchored).appSpec.hooks).toEqual([{ event: 'BeforeInstall', function: 'web' }]);
  });

  it('takes a container name that looks like a number, and a version that does, as text', () => {
    const read = parseAppSpec(appSpec(`${plain.replace('web', '007')}\nPlatformVersion: 1.10`)).appSpec;
    expect(read).toMatchObject({ containerName: '007', platformVersion: '1.10' });
  });
});

describe('what CodeDeploy would refuse', () => {
  it.each([
    ['no version', appSpec(plain).replace('version: 0.0\n', ''), '1:1 version is missing'],
    ['another version', appSpec(plain).replace('0.0', '0.2'), '1:10 version must be 0.0, and is 0.2'],
    [
      'two resources',
      `${appSpec(plain)}  - TargetService: {}\n`,
      '10:5 Resources must have exactly one item, and has 2',
    ],
    [
      'another type',
      appSpec(plain).replace('ECS::Service', 'ECS::Task'),
      '4:13 TargetService.Type must be AWS::ECS::Service',
    ],
    [
      'a list of load balancers',
      appSpec('TaskDefinition: <T>\nLoadBalancerInfo:\n  - ContainerName: web\n    ContainerPort: 80'),
      '8:11 LoadBalancerInfo is a list',
    ],
    [
      'a port that is a word',
      appSpec(plain.replace('8080', 'http')),
      '9:26 LoadBalancerInfo.ContainerPort must be a whole number',
    ],
    ['port 0', appSpec(plain.replace('8080', '0')), '9:26 LoadBalancerInfo.ContainerPort must be'],
    ['no task definition', appSpec(balancer), '6:9 TaskDefinition is missing'],
    [
      'a null task definition',
      appSpec(plain.replace('<TASK_DEFINITION>', '')),
      '6:9 Properties.TaskDefinition must be text, and is nothing',
    ],
    [
      'a family that sounds so',
      appSpec(plain.replace('<TASK_DEFINITION>', 'my_taskdef')),
      '6:25 TaskDefinition is neither',
    ],
    ['a family', appSpec(plain.replace('<TASK_DEFINITION>', 'web')), '6:25 TaskDefinition is neither'],
    [
      'an ARN of :latest',
      appSpec(plain.replace('<TASK_DEFINITION>', ARN.replace('42', 'latest'))),
      '6:25 TaskDefinition is an ARN that CodeDeploy cannot use',
    ],
    [
      'an ARN without account',
      appSpec(plain.replace('<TASK_DEFINITION>', ARN.replace('123456789012', ''))),
      '6:25 TaskDefinition is an ARN',
    ],
    [
      'half a network',
      appSpec(`${plain}\nNetworkConfiguration:\n  AwsvpcConfiguration:\n    Subnets: [a]\n    SecurityGroups: [b]`),
      '12:13 AwsvpcConfiguration.AssignPublicIp is missing',
    ],
    [
      'subnets in one text',
      appSpec(
        `${plain}\nNetworkConfiguration:\n  AwsvpcConfiguration: { Subnets: ["a,b"], SecurityGroups: [b], AssignPublicIp: ENABLED }`,
      ),
      '11:44 AwsvpcConfiguration.Subnets[0] is one text that looks like several',
    ],
    [
      'a hook of EC2',
      appSpec(plain, 'Hooks:\n  - ApplicationStart: x\n'),
      '11:5 Hooks[0] has no member ApplicationStart',
    ],
    [
      "CodeDeploy's own event as a hook",
      appSpec(plain, 'Hooks:\n  - AllowTraffic: x\n'),
      '11:5 AllowTraffic belongs to CodeDeploy itself',
    ],
    ['hooks as text', appSpec(plain, 'Hooks: BeforeInstall\n'), '10:8 Hooks must be a list'],
    [
      'two events in an item',
      appSpec(plain, 'Hooks:\n  - BeforeInstall: x\n    AfterInstall: y\n'),
      '11:5 Hooks[0] names 2 events',
    ],
    [
      'an event twice',
      appSpec(plain, 'Hooks:\n  - BeforeInstall: x\n  - BeforeInstall: y\n'),
      '12:5 BeforeInstall is given twice',
    ],
    [
      'a hook without a function',
      appSpec(plain, 'Hooks:\n  - BeforeInstall:\n'),
      '11:5 Hooks[0].BeforeInstall must be text, and is nothing',
    ],
    ['an unknown key', appSpec(`${plain}\nColour: 2`), '10:9 Properties has no member Colour'],
    ["a service's setting", appSpec(`${plain}\ndesiredCount: 2`), '10:9 an appspec does not set desiredCount'],
    ['a key twice', appSpec(`${plain}\nTaskDefinition: <T>`), '10:9 TaskDefinition is given twice'],
  ])('%s is found at its place', (_what, text, expected) => {
    expect(findings(text)[0]).toContain(expected);
    expect(refusal(text).code).toBe('appspec-invalid');
  });

  const service = '  - TargetService:\n      Type: AWS::ECS::Service\n';
  it.each([
    [
      'members of Properties beside it',
      `version: 0.0\nResources:\n${service}      TaskDefinition: <T>\n      PlatformVersion: LATEST\n`,
      [
        '5:7 TaskDefinition belongs to TargetService.Properties, and stands in TargetService',
        '6:7 PlatformVersion belongs to TargetService.Properties, and stands in TargetService',
      ],
    ],
    [
      'a container without its LoadBalancerInfo',
      appSpec('TaskDefinition: <T>\nContainerName: web\nContainerPort: 80'),
      [
        '7:9 ContainerName belongs to Properties.LoadBalancerInfo, and stands in Properties',
        '8:9 ContainerPort belongs to Properties.LoadBalancerInfo, and stands in Properties',
      ],
    ],
    [
      'Type and Properties beside TargetService',
      `version: 0.0\nResources:\n  - TargetService:\n    Type: AWS::ECS::Service\n    Properties:\n      ${plain.replaceAll('\n', '\n      ')}\n`,
      [
        '4:5 Type belongs to TargetService, and stands in Resources[0]',
        '5:5 Properties belongs to TargetService, and stands in Resources[0]',
      ],
    ],
    [
      'TargetService at the top',
      `version: 0.0\nTargetService:\n  Type: AWS::ECS::Service\n`,
      ['2:1 TargetService belongs to the item of Resources, and stands in the top of the file'],
    ],
    [
      'subnets without their AwsvpcConfiguration',
      appSpec(`${plain}\nNetworkConfiguration:\n  Subnets: [a]`),
      ['11:11 Subnets belongs to NetworkConfiguration.AwsvpcConfiguration, and stands in NetworkConfiguration'],
    ],
    [
      'hooks within Properties',
      appSpec(`${plain}\nHooks:\n  - BeforeInstall: x`),
      ['10:9 Hooks belongs to the top of the file, and stands in Properties'],
    ],
    [
      'a forgotten dash',
      appSpec(plain).replace('- Target', '  Target'),
      ['3:5 Resources must be a list, and is a mapping'],
    ],
  ])('%s is told once, with the place where it belongs', (_what, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  it.each([
    [
      'two bases',
      '[{ CapacityProvider: a, Base: 1, Weight: 1 }, { CapacityProvider: b, Base: 1 }]',
      'has more than one Base',
    ],
    ['no weight', '[{ CapacityProvider: a }, { CapacityProvider: b }]', 'gives no capacity provider a Weight'],
    ['one twice', '[{ CapacityProvider: a, Weight: 1 }, { CapacityProvider: a }]', 'names a capacity provider twice'],
    [
      'Fargate beside instances',
      '[{ CapacityProvider: FARGATE, Weight: 1 }, { CapacityProvider: asg }]',
      'mixes Fargate with other capacity providers',
    ],
    [
      'too many',
      `[${Array.from({ length: 21 }, (_, i) => `{ CapacityProvider: p${i}, Weight: 1 }`).join()}]`,
      'has 21',
    ],
  ])('a strategy with %s is one that ECS refuses', (_what, strategy, expected) => {
    expect(findings(appSpec(`${plain}\nCapacityProviderStrategy: ${strategy}`))).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  it('has the name of its rule', () => {
    expect(readAppSpec(renderEdits('a.yml', appSpec(balancer), [])).findings).toEqual([
      expect.objectContaining({ rule: 'appspec-member-missing' }),
    ]);
  });

  it('is all found at once', () => {
    expect(findings(appSpec('LoadBalancerInfo:\n  ContainerNmae: web'))).toEqual([
      '6:9 TaskDefinition is missing',
      '7:11 LoadBalancerInfo has no member ContainerNmae',
      '7:11 LoadBalancerInfo.ContainerName is missing',
      '7:11 LoadBalancerInfo.ContainerPort is missing',
    ]);
  });

  it.each([
    ['EC2 or on-premises servers', 'version: 0.0\nos: linux\nfiles:\n  - source: /\n    destination: /srv\n'],
    [
      'AWS Lambda',
      'version: 0.0\nResources:\n  - fn:\n      Type: AWS::Lambda::Function\n      Properties: { Name: fn }\n',
    ],
    ['EC2 or on-premises servers', 'version: 0.0\nhooks:\n  ApplicationStop:\n    - location: stop.sh\n'],
  ])('an appspec for %s is recognised', (platform, text) => {
    expect(findings(text)).toEqual([expect.stringContaining(`this appspec is for ${platform}`)]);
  });

  it.each([
    ['a CloudFormation template', 'AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n'],
    ['a CloudFormation template', '{ "Resources": { "Web": { "Type": "AWS::ECS::Service", "Properties": {} } } }'],
    ['the request of CreateDeployment', '{ "revisionType": "AppSpecContent", "appSpecContent": { "content": "{}" } }'],
    ['a task definition', '{ "family": "web", "containerDefinitions": [] }'],
    ['a buildspec', 'version: 0.2\nphases: {}\n'],
    ['a Compose file', 'services:\n  web: {}\n'],
    ['not an appspec', 'settings:\n  - id: sdk\n'],
    ['a Kubernetes manifest', 'apiVersion: v1\nkind: Service\n'],
  ])('%s is recognised', (what, text) => {
    expect(findings(text)).toEqual([expect.stringContaining(`this is ${what}`)]);
  });

  it('and JSON in quotes is called that', () => {
    expect(findings(JSON.stringify('{ "version": 0.0 }'))).toEqual([expect.stringContaining('JSON in quotes')]);
  });

  it.each([
    ['a: [1', /not YAML/],
    ['version: 0.0\n---\nb: 1', /more than one document/],
    ['{ "version": 0.0, "Resources": [', /not JSON or YAML/],
  ])('%j is no YAML document', (text, message) => {
    expect(refusal(text)).toMatchObject({ code: 'template-invalid', message: expect.stringMatching(message) });
  });

  it.each(['', '# nothing', '- a', 'text'])('%j is no appspec', (text) => {
    expect(refusal(text).code).toBe('appspec-invalid');
  });
});
