// `npm run demo`: a whole release on a fresh machine. What stands under a `$` is printed by the real command line, each
// command a process of its own. They share the embedded engine that `bg-deploy local` runs, as the processes of a
// project do; an engine minute lasts half a second.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The SDK's note on the Node.js versions of its future releases is no part of the story.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const { generateLoad } = await import('../dist/engine/index.js');

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, 'project');
const state = join(project, '.bg-deploy');
const bin = join(here, '..', 'dist', 'cli', 'bin.js');
const began = Date.now();
const images = 'web=registry.example/web';
const CUSTOMERS = 200;

/** Runs a command as a person would type it, and insists on the exit code that the story needs. */
async function bgDeploy(words, expected = 0) {
  console.log(`\n$ bg-deploy ${words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`);
  const command = spawn(process.execPath, [bin, ...words], { cwd: project, stdio: 'inherit' });
  const [status] = await once(command, 'close');
  if (status !== expected) throw new Error(`expected exit ${expected}, got ${status}`);
  console.log(`(exit ${status})`);
}

function say(text) {
  console.log(`\n── ${text}`);
}

async function startEngine() {
  const words = ['local', '--port', '0', '--speed', '120', '-o', 'json'];
  const engine = spawn(process.execPath, [bin, ...words], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: engine.stdout })) return { engine, ...JSON.parse(line) };
  throw new Error('the engine did not start');
}

function mails() {
  const folder = join(state, 'mail');
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** The text of a mail; SNS sends it as it is or in quoted-printable. */
function textOf(mail) {
  const [head, ...rest] = mail.replaceAll('\r\n', '\n').split('\n\n');
  const body = rest.join('\n\n');
  if (/^content-transfer-encoding: base64/im.test(head))
    return { head, body: Buffer.from(body, 'base64').toString('utf8') };
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return { head, body };
  const bytes = body
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_match, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { head, body: Buffer.from(bytes, 'latin1').toString('utf8') };
}

/** What somebody does who gets the confirmation mail: visits the link in it. */
async function confirmSubscription() {
  const link = mails()
    .map((mail) => /https?:\/\/\S*Action=ConfirmSubscription\S*/.exec(textOf(mail).body)?.[0])
    .find((found) => found !== undefined);
  if (!link) throw new Error('no confirmation mail was delivered');
  const { ok, status } = await fetch(link);
  if (!ok) throw new Error(`the link in the mail answered ${status}`);
}

async function productionAddress(endpoint) {
  const { listeners } = await (await fetch(`${endpoint}/_bg-deploy/listeners`)).json();
  return listeners.find(({ port }) => port === 80).address;
}

function tellTraffic(name, { requests, failed, versions }) {
  const shares = Object.entries(versions).map(
    ([version, count]) => `${version} ${Math.round((100 * count) / requests)} %`,
  );
  console.log(`  ${name}: ${requests} requests, ${failed} failed; answered by ${shares.join(', ')}`);
}

/** A part of the story with what customers saw of it. */
async function underTraffic(traffic, step, story) {
  traffic.begin(step);
  await story();
  tellTraffic(
    'Customers meanwhile',
    traffic.report().steps.find((one) => one.step === step),
  );
}

rmSync(state, { recursive: true, force: true });
const { engine, endpoint } = await startEngine();
try {
  say('The world is created: cluster, load balancer, target groups, service, CodeDeploy, topic. Version 1 serves.');
  await bgDeploy(['bootstrap', '--image', `${images}:v1`, '--local']);
  await confirmSubscription();
  console.log('\nops@example.com has confirmed the subscription by the link in the mail.');

  const url = await productionAddress(endpoint);
  say(`Customers come: ${CUSTOMERS} requests a second to ${url}, over connections that stay open, until the end.`);
  const traffic = generateLoad({ url, requestsPerSecond: CUSTOMERS, connections: 20 });

  say('Version 2 goes out by a canary: 10 % for five minutes, then everything.');
  await underTraffic(traffic, 'v2', () => bgDeploy(['start', '--image', `${images}:v2`, '--local']));

  say('Version 3 is broken. The check that runs when all traffic is on it finds out.');
  await underTraffic(traffic, 'v3', () => bgDeploy(['start', '--image', `${images}:v3-broken`, '--local'], 3));

  say('The mail that wakes somebody:');
  const alert = mails()
    .map(textOf)
    .findLast(({ head }) => /^subject: .*(rolled back|failed)/im.test(head));
  if (!alert) throw new Error('no alert was delivered');
  const headers = alert.head.split('\n').filter((line) => /^(from|to|subject):/i.test(line));
  console.log([...headers, '', ...alert.body.trimEnd().split('\n')].map((line) => `  │ ${line}`).join('\n'));

  say('How does it look now?');
  await bgDeploy(['status', '--local']);

  say('Version 2 turns out to be no good either. Back to the version before it, by hand:');
  await underTraffic(traffic, 'back', () =>
    bgDeploy(['rollback', '--reason', 'wrong prices in the basket', '--local']),
  );

  const report = await traffic.stop();
  say('All in all');
  tellTraffic('Customers', report);
  if (report.failed > 0) throw new Error(`requests failed: ${JSON.stringify(report.failures)}`);
} finally {
  engine.kill('SIGTERM');
  await new Promise((gone) => engine.once('close', gone));
  rmSync(state, { recursive: true, force: true });
}
say(`The whole story took ${Math.round((Date.now() - began) / 1000)} seconds.`);
