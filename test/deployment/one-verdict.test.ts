import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeService, primaryTaskSet } from '../../src/aws/ecs/service.js';
import { describeListeners } from '../../src/aws/elbv2/forwarding.js';
import type { DeploymentEvent } from '../../src/deployment/event.js';
import { start } from '../../src/deployment/start.js';
import { isBgDeployError } from '../../src/errors.js';
import { storyOf, told } from '../support/story.js';
import { createWorld } from '../support/world.js';

const MOMENTS = [
  'created',
  'Install started',
  'AfterInstall succeeded',
  'AllowTestTraffic succeeded',
  'waits to be continued',
  'AllowTraffic started',
  'blue 90 green 10',
  'blue 50 green 50',
  'blue 0 green 100',
  'AfterAllowTraffic started',
  'AfterAllowTraffic succeeded',
  '→ Stopped',
] as const;
const ACTS = ['stop', 'stop and roll back', 'continue ready', 'continue termination'] as const;

const courses = fc.record({
  routing: fc.constantFrom('AllAtOnce', 'Canary10Percent5Minutes', 'Linear10PercentEvery1Minutes'),
  readyMinutes: fc.constantFrom(undefined, undefined, 10),
  /** Whether the READY wait, where there is one, is ended at once. */
  continued: fc.boolean(),
  terminationMinutes: fc.constantFrom(0, 15),
  autoRollback: fc.boolean(),
  hook: fc.constantFrom('BeforeInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'),
  answer: fc.constantFrom('succeed', 'succeed', 'fail'),
  /** Things that somebody does at a moment of the story. */
  interferences: fc.array(fc.record({ when: fc.constantFrom(...MOMENTS), act: fc.constantFrom(...ACTS) }), {
    maxLength: 3,
  }),
} as const);

describe('any interleaving of stop, failure and continue', () => {
  it('ends in exactly one verdict, and the verdict agrees with the traffic', async () => {
    await fc.assert(
      fc.asyncProperty(courses, async (course) => {
        await using world = await createWorld({
          deploymentConfig: `CodeDeployDefault.ECS${course.routing}`,
          terminationMinutes: course.terminationMinutes,
          hooks: { check: { answer: course.answer } },
          ...(course.readyMinutes === undefined ? {} : { readyMinutes: course.readyMinutes }),
          ...(course.autoRollback ? {} : { autoRollback: [] }),
        });
        const { clients, engine, target } = world;
        const documents = world.documents('2', [{ event: course.hook, function: 'check' }]);
        const handle = await start({ clients, clock: engine.clock, target, documents });

        const interferences = [
          ...(course.continued ? [{ when: 'waits to be continued', act: 'continue ready' } as const] : []),
          ...course.interferences,
        ];
        const interfere = async (event: DeploymentEvent) => {
          for (const { when, act } of interferences) if (told(event) === when) await perform(act);
        };
        const perform = async (act: (typeof ACTS)[number]) => {
          try {
            if (act === 'stop') await handle.stop({ rollback: false });
            if (act === 'stop and roll back') await handle.stop({ rollback: true });
            if (act === 'continue ready') await handle.continue({ wait: 'ready' });
            if (act === 'continue termination') await handle.continue({ wait: 'termination' });
          } catch (error) {
            // To come at the wrong time is part of the game.
            if (!isBgDeployError(error) || error.code !== 'nothing-to-continue') throw error;
          }
        };
        const { events, result } = await storyOf(handle, interfere);

        expect(events.filter(({ type }) => type === 'result')).toHaveLength(1);
        const [listener] = await describeListeners(clients, [world.listeners.production]);
        const service = await describeService(clients, 'main', 'web');
        const primary = service ? primaryTaskSet(service) : undefined;
        const shares = (listener?.forwarding.targets ?? []).filter(({ percent }) => percent > 0);
        const onPrimary = shares.length === 1 && shares[0]?.targetGroupArn === primary?.targetGroupArn;
        const serving = primary?.taskDefinitionArn.replace(/^.*:/, '');
        switch (result.exitCode) {
          case 0:
            expect([result.status, serving, onPrimary]).toEqual(['Succeeded', '2', true]);
            break;
          case 3:
            expect([serving, onPrimary, result.traffic]).toEqual(['1', true, { blue: 100, green: 0 }]);
            expect(result.status).not.toBe('Succeeded');
            break;
          default:
            expect(result.exitCode).toBe(4);
            // Somebody must look only where there is something to see.
            expect(serving === '1' && onPrimary).toBe(false);
        }
        const starts = events.filter(({ type }) => type === 'rollback.started').length;
        expect(events.filter(({ type }) => type === 'rollback.finished')).toHaveLength(starts);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 60_000);
});
