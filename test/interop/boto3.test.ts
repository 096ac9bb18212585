import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { awsModel } from '../../src/engine/model.js';
import { hasBoto3, startWitnessed, unless } from './witness/witness.js';

const RUN = fileURLToPath(new URL('./boto/run.py', import.meta.url));

/** One test of the Python side. */
interface Told {
  readonly name: string;
  readonly seconds: number;
  readonly failure: string | null;
}

const engine = hasBoto3 ? await startWitnessed({ speed: 0 }) : undefined;
// All of them run before the tests are known: what Python ran is what is listed here.
const told = engine ? await runPython() : [];

function runPython(): Promise<Told[]> {
  const env = {
    ...engine?.env,
    BG_DEPLOY_WITNESS: engine?.endpoint ?? '',
    BG_DEPLOY_HOOKS: engine?.hooks ?? '',
    BG_DEPLOY_MAIL: engine?.mail ?? '',
  };
  const child = spawn('python3', [RUN], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      if (code !== 0) failed(new Error(`The Python tests ended with ${code}: ${output}`));
      else
        done(
          output
            .split('\n')
            .filter(Boolean)
            .map((line): Told => JSON.parse(line)),
        );
    });
  });
}

describe.skipIf(!hasBoto3)(`boto3, unmodified${unless(hasBoto3, 'boto3')}`, () => {
  afterAll(() => engine?.[Symbol.asyncDispose]());

  it.each(told)('$name', ({ failure }) => {
    expect(failure).toBeNull();
  });

  it("is answered as AWS's service models say, call by call", () => {
    engine?.expectNoFindings();
  });

  it('calls every operation that the engine serves, each with success at least once', () => {
    const called = new Set(
      engine
        ?.exchanges()
        .filter(({ client, status }) => client === 'boto3' && status < 300)
        .map(({ operation }) => operation),
    );
    const served = awsModel.services.flatMap(({ operations }) => operations.map(({ name }) => name));
    expect(served.filter((name) => !called.has(name))).toEqual([]);
  });
});
