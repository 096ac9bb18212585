/** Files of a project that go through as they stand; each kind in several shapes. */
export const TASK_DEFINITIONS: readonly (readonly [file: string, text: string])[] = [
  [
    'taskdef.json',
    `{
  // the web service
  "family": "web",
  "networkMode": "awsvpc",
  "requiresCompatibilities": ["FARGATE"],
  "cpu": "256",
  "memory": "\${MEMORY:-512}",
  "executionRoleArn": "arn:aws:iam::<ACCOUNT>:role/ecsTaskExecutionRole",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "<IMAGE1_NAME>",
      "essential": true,
      "portMappings": [{ "containerPort": 8080, "protocol": "tcp" }],
      "environment": [
        { "name": "TOKEN", "value": "{{ must_env \`HUNTER\` }}" },
        { "name": "MOTTO", "value": "😀 a \\"quoted\\" \\u00e9 @@WORD@@ $$HOME" }
      ],
      "secrets": [{ "name": "KEY", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/key" }],
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": { "awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web" }
      }
    },
    { "name": "proxy", "image": "nginx:1.27", "essential": false, "dependsOn": [{ "containerName": "web", "condition": "START" }] }
  ],
  "tags": [{ "key": "team", "value": "%WORD%" }],
}
`,
  ],
  [
    'taskdef.json',
    JSON.stringify({
      taskDefinition: {
        taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7',
        family: 'web',
        revision: 7,
        volumes: [],
        taskRoleArn: null,
        containerDefinitions: [
          {
            name: 'web',
            image: 'old:1',
            memory: 64,
            portMappings: [{ containerPort: 8080, hostPort: 8080 }],
            environment: [],
          },
        ],
        requiresCompatibilities: ['EC2'],
        networkMode: 'awsvpc',
      },
    }),
  ],
  [
    'taskdef.yml',
    `family: web
networkMode: awsvpc
x: &common { memory: 64, essential: true }
containerDefinitions:
  - <<: *common
    name: web
    image: <IMAGE1_NAME>
    portMappings: [ { containerPort: 8080 } ]
    command:
      - sh
      - -c
      - |
        echo "$WORD" # {{WORD}}
`,
  ],
];

export const APP_SPECS: readonly (readonly [file: string, text: string])[] = [
  [
    'appspec.yml',
    `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: "web"
          ContainerPort: 8080
        PlatformVersion: "LATEST"
        NetworkConfiguration:
          AwsvpcConfiguration: { Subnets: ["subnet-0\${WORD}"], SecurityGroups: [sg-1], AssignPublicIp: DISABLED }
Hooks:
  - AfterAllowTestTraffic: smoke
`,
  ],
  [
    'appspec.json',
    '{"version":0.0,"Resources":[{"TargetService":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"<TASK_DEFINITION>","LoadBalancerInfo":{"ContainerName":"web","ContainerPort":8080},"CapacityProviderStrategy":[{"CapacityProvider":"FARGATE_SPOT","Base":1,"Weight":2}]}}}]}',
  ],
];

const DIGEST = `sha256:${'a'.repeat(64)}`;

export const BUILD_OUTPUTS: readonly (readonly [file: string, text: string])[] = [
  ['imageDetail.json', '{"ImageURI":"registry.example/web:1.4.2","ImageTags":["a","b"]}'],
  ['imagedefinitions.json', '[{"name":"web","imageUri":"registry.example/web:1.4.2"}]'],
  [
    'metadata.json',
    `{"containerimage.digest":"${DIGEST}","image.name":"registry.example/web:1,registry.example/web:2"}`,
  ],
  ['build.env', 'IMAGE1_NAME=registry.example/web:1.4.2\nexport WORD="xy"\nB<<END\nhunter2\nEND\n'],
  ['compose.yaml', 'services:\n  web: &w\n    image: registry.example/web:${WORD:-1}\n'],
];

export const CONFIGURATIONS: readonly (readonly [file: string, text: string])[] = [
  [
    'bg-deploy.yml',
    `requiredVersion: ">=0.0.1"
service: web
cluster: main
region: eu-west-1
values: &values { ACCOUNT: "123456789012", MEMORY: 512, WORD: word }
readyWait: 1h30m
environments:
  staging: { cluster: staging, values: *values }
  live: { extends: staging, cluster: live }
`,
  ],
];
