// `npm run demo`: a whole release on a fresh machine. Every line under a `$` is printed by the real command line, run
// as a process of its own against the embedded engine; an engine minute lasts half a second.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, 'project');
const bin = join(here, '..', 'dist', 'cli', 'bin.js');
const began = Date.now();

/** Runs a command as a person would type it, and insists on the exit code that the story needs. */
function bgDeploy(words, expected = 0) {
  console.log(`\n$ bg-deploy ${words.join(' ')}`);
  const { status } = spawnSync(process.execPath, [bin, ...words, '--local', '--speed', '120'], {
    cwd: project,
    stdio: 'inherit',
  });
  if (status !== expected) throw new Error(`expected exit ${expected}, got ${status}`);
  console.log(`(exit ${status})`);
}

function say(text) {
  console.log(`\n── ${text}`);
}

function mails() {
  const folder = join(project, '.bg-deploy', 'mail');
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

rmSync(join(project, '.bg-deploy'), { recursive: true, force: true });

say('The world is created: cluster, load balancer, target groups, service, CodeDeploy, topic. Version 1 serves.');
bgDeploy(['bootstrap', '--image', 'web=registry.example/web:v1']);

say('Version 2 goes out by a canary: 10 % for five minutes, then everything.');
bgDeploy(['start', '--image', 'web=registry.example/web:v2']);

say('Version 3 is broken. The check that runs when all traffic is on it finds out.');
bgDeploy(['start', '--image', 'web=registry.example/web:v3-broken'], 3);

say('The mail that woke somebody:');
const alert = mails().findLast((mail) => /^Subject: .*(ROLLED BACK|FAILED)/m.test(mail));
if (!alert) throw new Error('no alert was delivered');
console.log(alert.replace(/^/gm, '  | '));

say('What does it look like now?');
bgDeploy(['status']);

say('Version 2 turns out to be no good either. Back to the version before it, by hand:');
bgDeploy(['rollback', '--reason', 'wrong prices in the basket']);

rmSync(join(project, '.bg-deploy'), { recursive: true, force: true });
say(`The whole story took ${Math.round((Date.now() - began) / 1000)} seconds.`);
