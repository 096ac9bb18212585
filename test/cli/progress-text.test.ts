import { describe, expect, it } from 'vitest';
import { progressText, resultText } from '../../src/cli/render/progress-text.js';
import type { DeploymentEvent, DeploymentResult } from '../../src/deployment/event.js';

const T0 = Date.parse('2026-01-01T12:00:00Z');
const plain = (_style: string, text: string) => text;

type Without<T> = T extends unknown ? Omit<T, 'at' | 'deploymentId'> : never;
const secondsIn = (seconds: number, event: Without<DeploymentEvent>): DeploymentEvent =>
  ({ at: new Date(T0 + seconds * 1000), deploymentId: 'd-75I7MBT7C', ...event }) as DeploymentEvent;

const result: DeploymentResult = {
  type: 'result',
  at: new Date(T0),
  deploymentId: 'd-75I7MBT7C',
  status: 'Succeeded',
  application: 'AppECS-main-web',
  deploymentGroup: 'DgpECS-main-web',
  cluster: 'main',
  service: 'web',
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:2',
  previousTaskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
  startedAt: new Date(T0),
  completedAt: new Date(T0 + 372_000),
  traffic: { blue: 0, green: 100 },
  rolledBack: false,
  rollbackDeploymentId: null,
  error: null,
  exitCode: 0,
};

describe('the text of a release', () => {
  it('tells a hookless event in one line when its end follows at once', () => {
    const text = progressText(plain);
    expect(text.render(secondsIn(0, { type: 'lifecycle.started', event: 'BeforeInstall' }))).toBe('');
    expect(text.render(secondsIn(0.3, { type: 'lifecycle.succeeded', event: 'BeforeInstall' }))).toBe(
      '    0:00  ✓ BeforeInstall 0.3 s\n',
    );
  });

  it('tells the beginning when the end lets itself wait', () => {
    const text = progressText(plain);
    text.render(secondsIn(0, { type: 'lifecycle.started', event: 'AfterAllowTestTraffic' }));
    expect(text.flush()).toBe('    0:00  ▸ AfterAllowTestTraffic …\n');
    expect(text.flush()).toBe('');
  });

  it('says at once that the tasks are being installed, since that takes minutes', () => {
    expect(progressText(plain).render(secondsIn(5, { type: 'lifecycle.started', event: 'Install' }))).toBe(
      '    0:00  ▸ Install …\n',
    );
  });

  it('keeps the beginning of one event before the news of another', () => {
    const text = progressText(plain);
    text.render(secondsIn(0, { type: 'lifecycle.started', event: 'BeforeAllowTraffic' }));
    expect(text.render(secondsIn(1, { type: 'deployment.status', from: 'InProgress', to: 'Stopped' }))).toBe(
      '    0:00  ▸ BeforeAllowTraffic …\n    0:01  · Stopped\n',
    );
  });

  it('draws where the traffic is', () => {
    expect(progressText(plain).render(secondsIn(0, { type: 'traffic.shifted', blue: 90, green: 10 }))).toBe(
      '    0:00  ⇄ traffic  blue  90 % ██████████████████▒▒ green  10 %\n',
    );
  });

  it('shows why an event failed', () => {
    expect(
      progressText(plain).render(
        secondsIn(0, { type: 'lifecycle.failed', event: 'AfterAllowTraffic', diagnostics: 'smoke test: 500' }),
      ),
    ).toContain('✗ AfterAllowTraffic failed: smoke test: 500');
  });
});

describe('the verdict as text', () => {
  it.each<[string, Partial<DeploymentResult>, string]>([
    ['a success', {}, '✓ d-75I7MBT7C Succeeded in 6 min 12 s: web:2 serves web'],
    [
      'a failure after which everything is on blue',
      {
        status: 'Failed',
        exitCode: 3,
        traffic: { blue: 100, green: 0 },
        rolledBack: true,
        error: { code: 'HOOK_EXECUTION_FAILURE', message: 'AfterAllowTraffic failed' },
      },
      'users are served by web:1',
    ],
    [
      'a failure that somebody must look at',
      { status: 'Failed', exitCode: 4, traffic: { blue: 60, green: 40 }, error: { code: 'TIMEOUT', message: 'x' } },
      'bg-deploy rollback d-75I7MBT7C',
    ],
    [
      'a deployment that goes on without us',
      { status: 'Created', completedAt: null, traffic: null },
      'bg-deploy status d-75I7MBT7C --watch',
    ],
  ])('of %s says what matters', (_name, difference, said) => {
    expect(resultText({ ...result, ...difference }, plain)).toContain(said);
  });

  it('never calls a failure a success', () => {
    for (const exitCode of [3, 4, 6]) expect(resultText({ ...result, exitCode }, plain)).not.toContain('✓');
  });
});
