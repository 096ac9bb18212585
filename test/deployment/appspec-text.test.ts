import { describe, expect, it } from 'vitest';
import { taskDefinitionIn, withTaskDefinition } from '../../src/deployment/appspec-text.js';

const YAML = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41"
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 80 }
Hooks:
  - BeforeInstall: check
`;

describe('the text of an AppSpec', () => {
  it('tells its task definition, in YAML, in JSON and in any casing of the keys', () => {
    const arn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41';
    expect(taskDefinitionIn(YAML)).toBe(arn);
    const json = JSON.stringify({
      version: 1,
      resources: [{ targetService: { type: 'AWS::ECS::Service', properties: { taskDefinition: arn } } }],
    });
    expect(taskDefinitionIn(json)).toBe(arn);
  });

  it('takes another task definition and keeps everything else', () => {
    const text = withTaskDefinition(YAML, 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:40') ?? '';
    expect(taskDefinitionIn(text)).toMatch(/web:40$/);
    expect(text).toMatch(/^\{"version":0\.0,/);
    expect(JSON.parse(text)).toMatchObject({
      Resources: [{ TargetService: { Properties: { LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } } } }],
      Hooks: [{ BeforeInstall: 'check' }],
    });
  });

  it.each([
    '',
    '}{',
    'plain text',
    '{"Resources": []}',
    '{"Resources": [{"TargetService": {}}]}',
  ])('is not made up where there is none: %j', (text) => {
    expect(taskDefinitionIn(text)).toBeNull();
    expect(withTaskDefinition(text, 'arn')).toBeNull();
  });
});
