import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadOptions, loadConfig } from '../../src/config/load.js';
import { isBgDeployError } from '../../src/errors.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bg-deploy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, text: string) => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
};
const load = (options: Partial<LoadOptions> = {}) => loadConfig({ cwd: folder, ...options });
const refusal = async (text: string, options: Partial<LoadOptions> = {}) => {
  await put('bg-deploy.yml', text);
  try {
    await load(options);
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    const all = [{ message: error.message, remedy: error.remedy, place: error.place }, ...error.others];
    return {
      code: error.code,
      findings: all.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`),
      remedies: all.map(({ remedy }) => remedy),
    };
  }
  throw new Error('nothing was refused');
};

describe('a configuration', () => {
  it('has defaults for all but the service', async () => {
    expect(await load({ flags: { service: 'web' } })).toEqual({
      folder,
      cluster: 'default',
      service: 'web',
      application: 'AppECS-default-web',
      deploymentGroup: 'DgpECS-default-web',
      values: {},
      set: {},
      templates: {},
      lookups: {},
      pinDigest: false,
      readyWait: 0,
      terminationWait: 300_000,
      bootstrap: { listenerPort: 80, testListenerPort: 8080, healthCheckPath: '/', desiredCount: 2 },
      local: { hooks: {}, secrets: {}, ports: {}, traffic: true, scenarios: [] },
    });
  });

  it('is read with every key', async () => {
    await put(
      'bg-deploy.yml',
      `cluster: main
service: web
application: app
deploymentGroup: group
region: eu-west-1
profile: ops
endpointUrl: http://127.0.0.1:4566
taskDefinition: deploy/td.json
appSpec: deploy/as.yml
values: { MEMORY_RESV: 128, VERSION: 1.10, ZERO: 007, ON: true, NAME: web }
templates: { style: [dollar-brace, angle] }
lookups: { tfstate: { network: s3://states/network.tfstate } }
pinDigest: true
deploymentConfig: CodeDeployDefault.ECSCanary10Percent5Minutes
readyWait: 1h
terminationWait: 90s
notifications: { topic: deployments, emails: [ops@example.com] }
bootstrap: { vpc: vpc-1, subnets: [subnet-1, subnet-2], securityGroups: [sg-1], listenerPort: 443, desiredCount: 0 }
local:
  hooks: { smoke: fail, verify: { module: ./hooks/verify.mjs } }
  run: { web: node server.js }
  secrets: { DB_PASSWORD: local }
  ports: { 80: 8000, 8080: 8001 }
  traffic: false
  scenarios: [throttled, 'hook-fails:AfterAllowTraffic']
`,
    );
    expect(await load()).toEqual({
      file: join(folder, 'bg-deploy.yml'),
      folder,
      cluster: 'main',
      service: 'web',
      application: 'app',
      deploymentGroup: 'group',
      region: 'eu-west-1',
      profile: 'ops',
      endpointUrl: 'http://127.0.0.1:4566',
      taskDefinition: join(folder, 'deploy/td.json'),
      appSpec: join(folder, 'deploy/as.yml'),
      values: { MEMORY_RESV: '128', VERSION: '1.10', ZERO: '007', ON: 'true', NAME: 'web' },
      set: {},
      templates: { styles: ['dollar-brace', 'angle'] },
      lookups: { tfstate: { network: 's3://states/network.tfstate' } },
      pinDigest: true,
      deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      readyWait: 3_600_000,
      terminationWait: 90_000,
      notifications: { topic: 'deployments', emails: ['ops@example.com'] },
      bootstrap: {
        vpc: 'vpc-1',
        subnets: ['subnet-1', 'subnet-2'],
        securityGroups: ['sg-1'],
        listenerPort: 443,
        testListenerPort: 8080,
        healthCheckPath: '/',
        desiredCount: 0,
      },
      local: {
        hooks: { smoke: { answer: 'fail' }, verify: { module: join(folder, 'hooks/verify.mjs') } },
        run: { web: 'node server.js' },
        secrets: { DB_PASSWORD: 'local' },
        ports: { 80: 8000, 8080: 8001 },
        traffic: false,
        scenarios: ['throttled', 'hook-fails:AfterAllowTraffic'],
      },
    });
  });

  it('lets a command stand in for a function, from its own folder, and a URL', async () => {
    await put(
      'bg-deploy.yml',
      'service: web\nlocal: { hooks: { smoke: { command: ./smoke.sh --fast }, verify: { url: "http://127.0.0.1:9000/" } } }\n',
    );
    expect((await load()).local.hooks).toEqual({
      smoke: { command: './smoke.sh --fast', folder },
      verify: { url: 'http://127.0.0.1:9000/' },
    });
  });

  it('is found in the parent folders, and its paths start at its own', async () => {
    await put('bg-deploy.yaml', 'service: web\n');
    await put('appspec/appspec.yml', '');
    await put('taskdef/taskdef.json', '');
    await put('a/b/taskdef.json', '');
    const config = await load({ cwd: join(folder, 'a/b') });
    expect(config).toMatchObject({
      file: join(folder, 'bg-deploy.yaml'),
      folder,
      taskDefinition: join(folder, 'taskdef/taskdef.json'),
      appSpec: join(folder, 'appspec/appspec.yml'),
    });
  });

  it('prefers .yml to .yaml to .json, and the nearest folder', async () => {
    await put('bg-deploy.json', '{"service": "json"}');
    expect((await load()).service).toBe('json');
    await put('bg-deploy.yaml', 'service: yaml\n');
    expect((await load()).service).toBe('yaml');
    await put('bg-deploy.yml', 'service: yml\n');
    expect((await load()).service).toBe('yml');
    await put('a/bg-deploy.json', '{"service": "near"}');
    expect((await load({ cwd: join(folder, 'a') })).service).toBe('near');
  });

  it('finds templates beside it, and takes those of flags from the working folder', async () => {
    await put('bg-deploy.yml', 'service: web\n');
    await put('taskdef.json', '');
    await put('appspec.json', '');
    expect(await load()).toMatchObject({
      taskDefinition: join(folder, 'taskdef.json'),
      appSpec: join(folder, 'appspec.json'),
    });
    await put('a/x', '');
    const config = await load({ cwd: join(folder, 'a'), flags: { taskdef: 'td.json', appspec: '../as.yml' } });
    expect(config).toMatchObject({ taskDefinition: join(folder, 'a/td.json'), appSpec: join(folder, 'as.yml') });
  });
});

describe('precedence', () => {
  const text =
    'cluster: file\nservice: file\nregion: file\nprofile: file\nvalues: { A: base, B: base }\nenvironments:\n  live:\n    cluster: live\n    values: { B: live }\n    bootstrap: { desiredCount: 4 }\n  empty:\n';

  it('is flags, environment variables, the named environment, the rest', async () => {
    await put('bg-deploy.yml', text);
    const config = await load({
      environmentName: 'live',
      env: { AWS_REGION: 'env', AWS_DEFAULT_REGION: 'ignored', AWS_PROFILE: 'env', BG_DEPLOY_SERVICE: 'env' },
      flags: { profile: 'flag' },
    });
    expect(config).toMatchObject({
      environment: 'live',
      cluster: 'live',
      service: 'env',
      region: 'env',
      profile: 'flag',
      application: 'AppECS-live-env',
      values: { A: 'base', B: 'live' },
    });
    expect(config.bootstrap).toMatchObject({ desiredCount: 4, listenerPort: 80 });
  });

  it('takes empty environment variables for absent, and AWS_DEFAULT_REGION for the region', async () => {
    await put('bg-deploy.yml', text);
    const config = await load({
      environmentName: 'empty',
      env: { AWS_REGION: '', AWS_DEFAULT_REGION: 'default', AWS_PROFILE: '' },
    });
    expect(config).toMatchObject({ region: 'default', profile: 'file' });
  });

  it('names the environments when another is asked for', async () => {
    const { code, findings, remedies } = await refusal(text, { environmentName: 'lvie' });
    expect([code, findings[0], remedies[0]]).toEqual([
      'config-invalid',
      expect.stringContaining('no environment lvie'),
      'Did you mean live? It has live, empty.',
    ]);
  });
});

describe('an environment that extends another', () => {
  const text = `service: web
cluster: base
region: base
environments:
  staging: { cluster: staging, values: { A: staging, B: staging } }
  live: { extends: staging, cluster: live, values: { B: live } }
  live-eu: { extends: live, region: eu-west-1, values: { C: eu } }
`;

  it('is laid over it, and that one over what it extends', async () => {
    await put('bg-deploy.yml', text);
    expect(await load({ environmentName: 'live-eu' })).toMatchObject({
      environment: 'live-eu',
      cluster: 'live',
      region: 'eu-west-1',
      values: { A: 'staging', B: 'live', C: 'eu' },
    });
    expect(await load({ environmentName: 'staging' })).toMatchObject({ cluster: 'staging', region: 'base' });
  });

  it.each([
    [
      'itself',
      'environments:\n  live: { extends: live }',
      '2:20 environments.live extends itself: live → live',
      'Take one',
    ],
    [
      'one that extends it',
      'environments:\n  a: { extends: b }\n  b: { extends: c }\n  c: { extends: b }',
      '3:17 environments.b extends itself: b → c → b',
      'Take one',
    ],
    [
      'none that there is',
      'environments:\n  staging:\n  live: { extends: stagign }',
      '3:20 environments.live extends stagign, and there is no such environment',
      'Did you mean staging?',
    ],
    ['a number', 'environments:\n  live: { extends: 5 }', '2:20 environments.live.extends must be text', 'Correct'],
  ])('does not extend %s', async (_what, wrong, finding, remedy) => {
    // Wherever it stands: the environment that is asked for need not be the one.
    const { code, findings, remedies } = await refusal(`service: web\nregoin: x\n${wrong}`);
    const shifted = finding.replace(/^\d+/, (line) => String(Number(line) + 2));
    expect(code).toBe('config-invalid');
    expect(findings).toHaveLength(2);
    expect(findings[1]).toContain(shifted);
    expect(remedies[1]).toContain(remedy);
  });

  it('is a key of environments alone', async () => {
    expect((await refusal('extends: live')).findings).toEqual(['1:1 there is no key extends']);
  });
});

describe('the version that a configuration requires', () => {
  it('is told first of all: what another version knows may be unknown here', async () => {
    const text = 'service: web\nrequiredVersion: ">=0.2"\nnewKey: 1\n';
    const { findings, remedies } = await refusal(text, { version: '0.1.0' });
    expect(findings).toEqual(['2:18 this configuration asks for bg-deploy >=0.2, and this is 0.1.0']);
    expect(remedies).toEqual(["Install a version that fits: npm install --save-dev 'bg-deploy@>=0.2'"]);
    expect((await refusal(text, { version: '0.2.0' })).findings).toEqual(['3:1 there is no key newKey']);
  });

  it('is a range, and fits a run from source', async () => {
    expect((await refusal('requiredVersion: latest')).findings[0]).toContain('1:18 requiredVersion must be a range');
    expect((await refusal('requiredVersion: 0.2')).findings[0]).toContain('1:18 requiredVersion must be text');
    await put('bg-deploy.yml', 'service: web\nrequiredVersion: ">=99"\n');
    expect((await load()).service).toBe('web');
  });
});

describe('what is wrong with a configuration', () => {
  it.each([
    ['servcie: web', '1:1 there is no key servcie', 'Did you mean service?'],
    ['service: web\nbootstrap:\n  vcp: x', '3:3 there is no key bootstrap.vcp', 'Did you mean vpc?'],
    [
      'environments:\n  live:\n    clutser: x',
      '3:5 there is no key environments.live.clutser',
      'Did you mean cluster?',
    ],
    [
      'environments:\n  live:\n    environments: {}',
      '3:5 there is no key environments.live.environments',
      'Known here',
    ],
    ['notifications: { topics: x }', '1:18 there is no key notifications.topics', 'Did you mean topic?'],
    ['service: 5', '1:10 service must be text', 'Correct'],
    ['service:', '1:9 service must be text, and is empty', 'Correct'],
    ['readyWait: 5', '1:12 readyWait must be a duration with its unit', 'Correct'],
    ['readyWait: soon', '1:12 readyWait must be a duration such as', 'Correct'],
    ['bootstrap: { listenerPort: 70000 }', '1:28 bootstrap.listenerPort must be a port', 'Correct'],
    ['bootstrap: { subnets: subnet-1 }', '1:23 bootstrap.subnets must be a list', 'Correct'],
    ['values: [a]', '1:9 values must be a mapping', 'Correct'],
    ['values: { A: [1] }', '1:14 values.A must be text, a number', 'Correct'],
    ['local: { hooks: { f: maybe } }', '1:22 local.hooks.f must be succeed, fail, silent', 'Correct'],
    ['local: { hooks: { f: { command: a, url: b } } }', 'local.hooks.f must be succeed, fail, silent', 'Correct'],
    ['local: { hooks: { f: { comand: a } } }', '1:24 there is no key local.hooks.f.comand', 'Did you mean command?'],
    ['local: { run: [a] }', '1:15 local.run must be a command, or a mapping', 'Correct'],
    ['local: { ports: { http: 80 } }', '1:25 local.ports.http must be a listener port', 'Correct'],
    ['templates: { style: mustache }', '1:21 templates.style must be one of angle', 'Correct'],
    ['lookups: { tfstate: [a] }', '1:21 lookups.tfstate must be a file or s3://bucket/key', 'Correct'],
    ['pinDigest: always', '1:12 pinDigest must be true or false', 'Correct'],
    ['pinDigests: true', '1:1 there is no key pinDigests', 'Did you mean pinDigest?'],
    ['endpointUrl: localhost', '1:14 endpointUrl must be an address', 'Correct'],
    ['- a', '1:1 the configuration must be a mapping', 'Correct'],
    ['a: 1\na: 2', '2:1 a key is given twice', 'Keep one'],
    ['a: [', '1:5 this is not YAML', 'Check'],
    ['service: web\nnotifications: { emails: [a] }', 'notifications.topic is missing', 'topic'],
    ['cluster: x', 'no service is named', '--service'],
  ])('%j', async (text, finding, remedy) => {
    const { code, findings, remedies } = await refusal(text);
    expect(code).toBe('config-invalid');
    expect(findings[0]).toContain(finding);
    expect(remedies[0]).toContain(remedy);
  });

  it('is all told at once', async () => {
    expect((await refusal('servcie: web\nregoin: x\nreadyWait: 1\n')).findings).toHaveLength(3);
  });

  it('is no fault of aliases that multiply', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`),
    ].join('\n');
    expect((await refusal(bomb)).code).toBe('config-invalid');
  });

  it.each([
    ['too long', `service: web #${'x'.repeat(300_000)}`, 'longer than 64 KiB'],
    ['lists within lists', '['.repeat(50_000), ''],
    ['mappings within mappings', '{a: '.repeat(20_000) + '}'.repeat(20_000), ''],
    ['indented for ever', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'no key a'],
    ['bytes that are no text', '\u0000\u0001\u0002', ''],
  ])('is a file of another kind: %s', async (_what, text, said) => {
    const { code, findings } = await refusal(text);
    expect(code).toBe('config-invalid');
    expect(findings[0]).toContain(said);
  });

  it('is a file that was named and does not exist', async () => {
    await expect(load({ file: 'other.yml' })).rejects.toMatchObject({
      code: 'config-not-found',
      place: { file: 'other.yml' },
    });
  });

  it('is a service that a command does not need', async () => {
    expect(await load({ needsService: false })).toMatchObject({ service: '', application: '', deploymentGroup: '' });
  });

  it.each([['NAME'], ['=x'], ['A=1,A=2']])('is --set %s', async (value) => {
    await expect(load({ needsService: false, flags: { set: value.split(',') } })).rejects.toMatchObject({
      code: 'usage-invalid',
    });
  });

  it('is not an = in the value of --set', async () => {
    expect((await load({ needsService: false, flags: { set: ['A=b=c', 'B='] } })).set).toEqual({ A: 'b=c', B: '' });
  });
});
