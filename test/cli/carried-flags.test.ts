import { describe, expect, it } from 'vitest';
import { carriedFlags, carry } from '../../src/cli/carried-flags.js';

describe('a command that is proposed', () => {
  it('carries the flags that say which deployment is meant', () => {
    expect(carriedFlags({ local: true, env: 'staging', deploymentGroup: 'g', quiet: true, output: 'json' })).toEqual([
      '--local',
      '--env',
      'staging',
      '--deployment-group',
      'g',
    ]);
  });

  it.each([
    ['watch it:   bg-deploy status d-75I7MBT7C --watch', 'watch it:   bg-deploy status d-75I7MBT7C --watch --local'],
    ['Start one: bg-deploy start', 'Start one: bg-deploy start --local'],
    [
      '`bg-deploy continue d-75I7MBT7C --terminate-blue` ends it',
      '`bg-deploy continue d-75I7MBT7C --terminate-blue --local` ends it',
    ],
    [
      'go back by bg-deploy rollback --to FAMILY:REVISION',
      'go back by bg-deploy rollback --to FAMILY:REVISION --local',
    ],
    ['bg-deploy start --on-conflict wait', 'bg-deploy start --on-conflict wait --local'],
    ['Run `bg-deploy status --help` for its options.', 'Run `bg-deploy status --help` for its options.'],
    ['bg-deploy itself', 'bg-deploy itself'],
  ])('in "%s"', (text, carried) => {
    expect(carry(text, ['--local'])).toBe(carried);
  });

  it('is quoted for a shell', () => {
    expect(carry('bg-deploy status', ['--service', "a b'c"])).toBe(`bg-deploy status --service 'a b'\\''c'`);
  });
});
