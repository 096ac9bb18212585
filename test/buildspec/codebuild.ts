import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';

/** The parts of a buildspec that the tests read. */
export interface Buildspec {
  readonly version: number;
  readonly env: { readonly shell: string; readonly 'exported-variables': readonly string[] };
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
  readonly artifacts: { readonly files: readonly string[] };
}

export const buildspec: Buildspec = parse(readFileSync(new URL('../../buildspec.yml', import.meta.url), 'utf8'));

/** What a run of a phase left behind. */
export interface PhaseRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The calls of the stand-ins for docker, aws and npx, each as one line. */
  readonly calls: readonly string[];
  /** The exported variables, as CodeBuild reads them after the phase. */
  readonly exported: Readonly<Record<string, string>>;
  /** The text of a file that was written. */
  file(name: string): string | undefined;
}

/**
 * Runs a phase as CodeBuild does: all commands in one bash, one after the other, until one fails.
 *
 * @param npx - a script that stands in for npx
 */
export function runPhase(
  phase: string,
  { env, npx = 'exit 0' }: { readonly env: Readonly<Record<string, string>>; readonly npx?: string },
): PhaseRun {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-buildspec-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const calls = join(folder, 'calls');
  const standIn = (name: string, script: string) => {
    const file = join(bin, name);
    writeFileSync(file, `#!/bin/bash\nprintf '%s\\n' "${name}$(printf ' %q' "$@")" >> '${calls}'\n${script}\n`);
    chmodSync(file, 0o755);
  };
  standIn('npx', npx);
  standIn('docker', 'cat > /dev/null');
  standIn(
    'aws',
    `case "$*" in
      *describe-repositories*) echo 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web;;
      *get-login-password*) echo password;;
    esac`,
  );
  const variables = buildspec.env['exported-variables'];
  const script = [
    ...(buildspec.phases[phase]?.commands ?? []).map(
      (command) => `if [ "$PHASE" = 0 ]; then\n${command}\nPHASE=$?\nfi`,
    ),
    `for name in ${variables.join(' ')}; do printf '%s=%s\\n' "$name" "\${!name}"; done > exported`,
    'exit $PHASE',
  ].join('\n');
  const run = spawnSync('/bin/bash', ['--norc', '-c', `PHASE=0\n${script}`], {
    cwd: folder,
    env: { PATH: `${bin}:${process.env.PATH}`, ...env },
    encoding: 'utf8',
    input: '',
  });
  const file = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined;
  return {
    exitCode: run.status,
    stdout: run.stdout,
    stderr: run.stderr,
    calls: (file('calls') ?? '').split('\n').filter((line) => line !== ''),
    exported: Object.fromEntries(
      (file('exported') ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
    file,
  };
}
