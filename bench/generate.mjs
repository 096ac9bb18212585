// `node bench/generate.mjs`: what `generate` costs. A task definition of 30 containers and 4,000 lines as a whole process,
// beyond what a bare Node.js costs, and beyond one that reads the same command line and prints its help; and the artifacts
// of 1,000 services in one process.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, readBuildOutput } from '../dist/index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'dist', 'cli', 'bin.js');
const RUNS = Number(process.env.BENCH_RUNS ?? 11);
const SERVICES = 1000;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (name, value, aim) => console.log(`${name.padEnd(66)} ${value.padStart(14)}   ${aim}`);
const list = (count, item) => Array.from({ length: count }, (_, index) => item(index));

/** 30 containers, 4,000 lines, 230 placeholders of three styles. */
function large() {
  const container = (number) => ({
    name: `c${number}`,
    image: number === 0 ? '<IMAGE1_NAME>' : `\${ECR}/c${number}:{{ TAG }}`,
    essential: number === 0,
    memory: 64,
    ...(number === 0 ? { portMappings: [{ containerPort: 8080, protocol: 'tcp' }] } : {}),
    environment: list(26, (index) => ({
      name: `NAME_${index}`,
      value: index % 5 ? `value ${index}` : `${'$'}{STAGE}-${index}`,
    })),
    secrets: list(3, (index) => ({
      name: `SECRET_${index}`,
      valueFrom: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:secret-${index}`,
    })),
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '/ecs/<STAGE>',
        'awslogs-region': 'eu-west-1',
        'awslogs-stream-prefix': `c${number}`,
      },
    },
  });
  const definition = {
    family: 'large',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '4096',
    memory: '8192',
    executionRoleArn: 'arn:aws:iam::<ACCOUNT>:role/ecsTaskExecutionRole',
    containerDefinitions: list(30, container),
  };
  return `${JSON.stringify(definition, null, 2)}\n`;
}

const APP_SPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: NAME, ContainerPort: 8080 }
`;

const work = mkdtempSync(join(tmpdir(), 'bg-deploy-bench-'));
try {
  const text = large();
  writeFileSync(join(work, 'taskdef.json'), text);
  writeFileSync(join(work, 'appspec.yml'), APP_SPEC.replace('NAME', 'c0'));
  const values = '{ ECR: registry.example, TAG: "1.4.2", STAGE: live, ACCOUNT: "123456789012" }';
  writeFileSync(join(work, 'bg-deploy.yml'), `service: web\nvalues: ${values}\n`);
  const env = {
    PATH: process.env.PATH,
    GITHUB_ACTIONS: 'true',
    GITHUB_SHA: 'c0ffee0c0ffee0c0ffee0c0ffee0c0ffee0c0ffe',
  };
  const once = (words) => {
    const began = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: work, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
    return Number(process.hrtime.bigint() - began) / 1e6;
  };
  const commands = {
    whole: [bin, 'generate', '--image', 'c0=registry.example/web:1.4.2'],
    bare: ['-e', '0'],
    version: [bin, '--version'],
    help: [bin, 'generate', '--help'],
  };
  const all = () => Object.fromEntries(Object.entries(commands).map(([name, words]) => [name, once(words)]));
  all();
  const pairs = list(RUNS, all);
  const lines = text.split('\n').length - 1;
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0].model}; medians of ${RUNS} pairs\n`);
  const beyond = (start) => `${median(pairs.map((pair) => pair.whole - pair[start])).toFixed(0)} ms`;
  row(`generate, 30 containers, ${lines} lines, beyond \`node -e 0\``, beyond('bare'), 'aim: 150 ms');
  row('the same, beyond `--version`', beyond('version'), '');
  row('the same, beyond `generate --help`', beyond('help'), '');
  const ratio = median(pairs.map((pair) => pair.whole / pair.bare)).toFixed(1);
  row(`the same, as a multiple of \`node -e 0\` (${median(pairs.map(({ bare }) => bare)).toFixed(0)} ms)`, ratio, '');

  const largeInput = () => ({
    taskDefinition: { file: 'taskdef.json', text },
    appSpec: { file: 'appspec.yml', text: APP_SPEC.replace('NAME', 'c0') },
    buildOutput: readBuildOutput({ images: ['c0=registry.example/web:1.4.2'] }),
    values: { ECR: 'registry.example', TAG: '1.4.2', STAGE: 'live', ACCOUNT: '123456789012' },
  });
  const inProcess = list(RUNS + 3, () => {
    const began = performance.now();
    generate(largeInput());
    return performance.now() - began;
  });
  row('the same in a warm process', `${median(inProcess.slice(3)).toFixed(0)} ms`, '');

  const usual = readFileSync(join(root, 'taskdef', 'taskdef.json'), 'utf8');
  const names = [...usual.matchAll(/<([A-Z_]+)>/g)].map(([, name]) => name).filter((name) => !/IMAGE/.test(name));
  const container = JSON.parse(usual).containerDefinitions?.[0]?.name;
  const rates = list(3, () => {
    const began = performance.now();
    for (let service = 0; service < SERVICES; service++) {
      generate({
        taskDefinition: { file: 'taskdef.json', text: usual.replaceAll('"family": "', `"family": "s${service}-`) },
        appSpec: { file: 'appspec.yml', text: APP_SPEC.replace('NAME', container) },
        buildOutput: readBuildOutput({ images: [`registry.example/s${service}:1.4.2`] }),
        values: Object.fromEntries(names.map((name) => [name, '123456789012'])),
      });
    }
    return SERVICES / ((performance.now() - began) / 1000);
  });
  row(`services in one process`, `${median(rates).toFixed(0)} a second`, 'aim: 300 a second');
} finally {
  rmSync(work, { recursive: true, force: true });
}
