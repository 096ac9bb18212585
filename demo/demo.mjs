// `npm run demo`: a whole release on a fresh machine. What stands under a `$` is printed by the real command line, each
// command a process of its own. They share the embedded engine that `bg-deploy local` runs, as the processes of a
// project do; an engine minute lasts half a second.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The SDK's note on the Node.js versions of its future releases is no part of the story.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const { ConfirmSubscriptionCommand, ListTopicsCommand, SNSClient } = await import('@aws-sdk/client-sns');

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, 'project');
const state = join(project, '.bg-deploy');
const bin = join(here, '..', 'dist', 'cli', 'bin.js');
const began = Date.now();
const images = 'web=registry.example/web';

/** Runs a command as a person would type it, and insists on the exit code that the story needs. */
function bgDeploy(words, expected = 0) {
  console.log(`\n$ bg-deploy ${words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`);
  const { status } = spawnSync(process.execPath, [bin, ...words], { cwd: project, stdio: 'inherit' });
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

/** What somebody does who gets the confirmation mail. */
async function confirmSubscription(endpoint) {
  const sns = new SNSClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Topics } = await sns.send(new ListTopicsCommand({}));
  const token = /--token (\S+)/.exec(
    mails()
      .map((mail) => textOf(mail).body)
      .join('\n'),
  )?.[1];
  if (!token) throw new Error('no confirmation mail was delivered');
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn: Topics[0].TopicArn, Token: token }));
  sns.destroy();
}

rmSync(state, { recursive: true, force: true });
const { engine, endpoint } = await startEngine();
try {
  say('The world is created: cluster, load balancer, target groups, service, CodeDeploy, topic. Version 1 serves.');
  bgDeploy(['bootstrap', '--image', `${images}:v1`, '--local']);
  await confirmSubscription(endpoint);
  console.log('\nops@example.com has confirmed the subscription with the token in the mail.');

  say('Version 2 goes out by a canary: 10 % for five minutes, then everything.');
  bgDeploy(['start', '--image', `${images}:v2`, '--local']);

  say('Version 3 is broken. The check that runs when all traffic is on it finds out.');
  bgDeploy(['start', '--image', `${images}:v3-broken`, '--local'], 3);

  say('The mail that wakes somebody:');
  const alert = mails()
    .map(textOf)
    .findLast(({ head }) => /^subject: .*(rolled back|failed)/im.test(head));
  if (!alert) throw new Error('no alert was delivered');
  const headers = alert.head.split('\n').filter((line) => /^(from|to|subject):/i.test(line));
  console.log([...headers, '', ...alert.body.trimEnd().split('\n')].map((line) => `  │ ${line}`).join('\n'));

  say('How does it look now?');
  bgDeploy(['status', '--local']);

  say('Version 2 turns out to be no good either. Back to the version before it, by hand:');
  bgDeploy(['rollback', '--reason', 'wrong prices in the basket', '--local']);
} finally {
  engine.kill('SIGTERM');
  await new Promise((gone) => engine.once('close', gone));
  rmSync(state, { recursive: true, force: true });
}
say(`The whole story took ${Math.round((Date.now() - began) / 1000)} seconds.`);
