import { DescribeListenersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { systemClock } from '../../../src/clock.js';
import type { TestWorld } from '../../support/world.js';

/** How long it may take until a change of the weights is noticed, in real milliseconds. */
export const NOTICED_MS = 200;

/** The weights of the production listener for a while, by version. */
export interface WeightStep {
  readonly name: string;
  /** When they were first answered, in milliseconds since the epoch. */
  readonly since: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** Looks at a listener again and again. */
export interface WatchedWeights {
  readonly steps: readonly WeightStep[];
  /** Says which version a target group serves from now on. */
  serves(targetGroupArn: string, version: string): void;
  stop(): Promise<void>;
}

/** @param onStep - is told of new weights as soon as DescribeListeners answers them */
export function watchWeights(world: TestWorld, onStep: (step: WeightStep) => void): WatchedWeights {
  const steps: WeightStep[] = [];
  const versions = new Map<string, string>();
  const stopping = new AbortController();

  async function look(): Promise<void> {
    const answer = await world.clients.elbv2.send(
      new DescribeListenersCommand({ ListenerArns: [world.listeners.production] }),
    );
    const groups = answer.Listeners?.[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    const weights: Record<string, number> = {};
    for (const { TargetGroupArn = '', Weight = 0 } of groups) {
      const version = versions.get(TargetGroupArn);
      if (version !== undefined && Weight > 0) weights[version] = Weight;
    }
    const text = JSON.stringify(weights);
    if (JSON.stringify(steps.at(-1)?.weights) === text) return;
    const step = { name: `${steps.length} ${text}`, since: Date.now(), weights };
    steps.push(step);
    onStep(step);
  }

  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await systemClock.sleep(20, stopping.signal).catch(() => {});
    }
  })();
  return {
    steps,
    serves(targetGroupArn, version) {
      versions.set(targetGroupArn, version);
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
