// `npm run bench`: whole-process timings of the command line, as ratios against a bare `node -e 0` and, where it is
// installed, against the AWS CLI. Commands of a pair take turns, so that a machine whose speed drifts hits both.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'dist', 'cli', 'bin.js');
const RUNS = Number(process.env.BENCH_RUNS ?? 15);
const work = mkdtempSync(join(tmpdir(), 'bg-deploy-bench-'));

const env = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
};

function once(command, words, cwd = root) {
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, words, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - began) / 1e6;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Times two commands in turns after a warm-up. */
function pair(name, a, b, cwd) {
  once(...a, cwd);
  once(...b, cwd);
  const times = { a: [], b: [] };
  for (let run = 0; run < RUNS; run++) {
    times.a.push(once(...a, cwd));
    times.b.push(once(...b, cwd));
  }
  const ratio = median(times.a.map((time, i) => time / times.b[i]));
  console.log(
    `${name.padEnd(46)} ${median(times.a).toFixed(0).padStart(6)} ms ${median(times.b).toFixed(0).padStart(6)} ms   x ${ratio.toFixed(2)}`,
  );
}

/** Peak resident memory of a command, by the kernel's own account. */
function peakMemory(words, cwd) {
  const time = ['/usr/bin/time', '/bin/time'].find(existsSync);
  if (!time) return undefined;
  const file = join(work, 'memory');
  const { status, stderr } = spawnSync(time, ['-f', '%M', '-o', file, process.execPath, bin, ...words], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return Number(readFileSync(file, 'utf8').trim().split('\n').at(-1)) / 1024;
}

async function startEngine() {
  const child = spawn(
    process.execPath,
    [bin, 'local', '--port', '0', '--speed', '600', '--state', join(work, 'state'), '-o', 'json'],
    {
      cwd: work,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: child.stdout }))
    return { child, endpoint: JSON.parse(line).endpoint };
  throw new Error('the engine did not start');
}

const node = process.execPath;
const bare = [node, ['-e', '0']];
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0].model}; medians of ${RUNS} pairs\n`);
console.log(`${''.padEnd(46)} ${'this'.padStart(9)} ${'other'.padStart(9)}   ratio`);

pair('--version / node -e 0', [node, [bin, '--version']], bare);
pair('start --help / node -e 0', [node, [bin, 'start', '--help']], bare);

const engine = await startEngine();
try {
  env.AWS_ENDPOINT_URL = engine.endpoint;
  const project = join(root, 'bench', 'project');
  once(node, [bin, 'bootstrap', '--image', 'web=registry.example/web:v1'], project);
  once(node, [bin, 'start', '--image', 'web=registry.example/web:v2', '--quiet'], project);
  const status = [node, [bin, 'status', '-o', 'json']];
  pair('status over HTTP / node -e 0', status, bare, project);
  const listed = spawnSync(node, [bin, 'status', '-o', 'json'], { cwd: project, env, encoding: 'utf8' });
  const id = JSON.parse(listed.stdout).deploymentId;
  if (spawnSync('aws', ['--version']).status === 0) {
    pair(
      'status / aws deploy get-deployment',
      status,
      ['aws', ['deploy', 'get-deployment', '--deployment-id', id]],
      project,
    );
  } else {
    console.log('aws is not installed: that row is left out');
  }
  const memory = peakMemory(['start', '--image', 'web=registry.example/web:v3', '--quiet'], project);
  if (memory !== undefined) console.log(`\nstart, waiting to the end: ${memory.toFixed(0)} MiB resident at its peak`);
} finally {
  engine.child.kill('SIGTERM');
  await new Promise((gone) => engine.child.once('close', gone));
  rmSync(work, { recursive: true, force: true });
}
