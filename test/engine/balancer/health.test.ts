import { ModifyTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { createStage, forward, named } from './stage.js';

const INTERVAL = 30_000;
const CHECKS = { HealthCheckIntervalSeconds: 30, UnhealthyThresholdCount: 2, HealthyThresholdCount: 3 };

describe('the health check of a target', () => {
  it('makes it healthy with the first check that it passes, as the group says how', async () => {
    await using stage = await createStage();
    const seen: string[] = [];
    const blue = await stage.group('web-blue', {
      ...CHECKS,
      HealthCheckPath: '/health?deep=1',
      Matcher: { HttpCode: '200,204-210' },
    });
    stage.task(
      blue,
      await stage.serve(({ method, url, headers }, response) => {
        seen.push(`${method} ${url} ${headers.host} ${headers['user-agent']}`);
        response.writeHead(207).end();
      }),
    );
    await stage.listen(forward([blue]));

    expect(await stage.health(blue)).toMatchObject([{ State: 'initial', Reason: 'Elb.RegistrationInProgress' }]);
    await stage.engine.clock.advance(INTERVAL);
    expect(await stage.health(blue)).toEqual([{ State: 'healthy' }]);
    expect(seen).toEqual(['GET /health?deep=1 10.0.0.1:80 ELB-HealthChecker/2.0']);
    await stage.engine.clock.advance(10 * INTERVAL);
    expect(seen).toHaveLength(11);
  });

  it('makes it unhealthy after as many failures as the threshold says, and healthy again after as many passes', async () => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue', CHECKS);
    let status = 404;
    stage.task(blue, await stage.serve((_request, response) => response.writeHead(status).end()));
    await stage.listen(forward([blue]));
    const states: unknown[] = [];
    const pass = async (checks: number) => {
      for (let check = 0; check < checks; check += 1) {
        await stage.engine.clock.advance(INTERVAL);
        states.push((await stage.health(blue))[0]?.State);
      }
    };

    await pass(2);
    expect(await stage.health(blue)).toEqual([
      {
        State: 'unhealthy',
        Reason: 'Target.ResponseCodeMismatch',
        Description: 'Health checks failed with these codes: [404]',
      },
    ]);
    status = 200;
    await pass(3);
    status = 500;
    await pass(2);
    expect(states).toEqual(['initial', 'unhealthy', 'unhealthy', 'unhealthy', 'healthy', 'healthy', 'unhealthy']);
  });

  it('says that a target does not listen, or does not answer in time', async () => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue', { ...CHECKS, HealthCheckTimeoutSeconds: 2 });
    stage.task(blue, undefined);
    stage.task(blue, await stage.serve(() => {}));
    await stage.listen(forward([blue]));
    await stage.engine.clock.advance(2 * INTERVAL);

    expect(await stage.health(blue)).toEqual([
      { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' },
      { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
    ]);
  });

  it('is not made while nothing forwards to the group', async () => {
    await using stage = await createStage();
    const [blue, green] = [await stage.group('web-blue', CHECKS), await stage.group('web-green', CHECKS)];
    let asked = 0;
    stage.task(
      green,
      await stage.serve((_request, response) => {
        asked += 1;
        response.end();
      }),
    );
    const { arn } = await stage.listen(forward([blue]));
    await stage.engine.clock.advance(3 * INTERVAL);
    expect([asked, await stage.health(green)]).toMatchObject([0, [{ State: 'unused', Reason: 'Target.NotInUse' }]]);

    await stage.modify(arn, forward([blue, 100], [green, 0]));
    await stage.engine.clock.advance(INTERVAL);
    expect([asked, await stage.health(green)]).toEqual([1, [{ State: 'healthy' }]]);
  });

  it('keeps requests from unhealthy targets, unless all of them are', async () => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue', CHECKS);
    let oneIsIll = true;
    let twoIsIll = false;
    const sometimesIll = (name: string, isIll: () => boolean) =>
      stage.serve((request, response) => {
        response.writeHead(request.url === '/' && isIll() ? 500 : 200).end(name);
      });
    stage.task(blue, await sometimesIll('one', () => oneIsIll));
    stage.task(blue, await sometimesIll('two', () => twoIsIll));
    const { address } = await stage.listen(forward([blue]));
    const answers = async () => {
      const names = new Set<string>();
      for (let sent = 0; sent < 6; sent += 1) names.add(await (await fetch(`${address}/page`)).text());
      return [...names].sort();
    };

    expect(await answers()).toEqual(['one', 'two']);
    await stage.engine.clock.advance(2 * INTERVAL);
    expect(await answers()).toEqual(['two']);
    twoIsIll = true;
    await stage.engine.clock.advance(2 * INTERVAL);
    expect(await answers()).toEqual(['one', 'two']);
    oneIsIll = false;
    await stage.engine.clock.advance(3 * INTERVAL);
    expect(await answers()).toEqual(['one']);
  });

  it('follows a change of its settings', async () => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue', CHECKS);
    stage.task(blue, await stage.serve(({ url }, response) => response.writeHead(url === '/up' ? 200 : 404).end()));
    await stage.listen(forward([blue]));
    await stage.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn: blue, HealthCheckPath: '/up' }));
    await stage.engine.clock.advance(INTERVAL);

    expect(await stage.health(blue)).toEqual([{ State: 'healthy' }]);
  });

  it('of TCP asks for a connection only', async () => {
    await using stage = await createStage('network');
    const settings = { ...CHECKS, Protocol: 'TCP', HealthCheckProtocol: 'TCP' } as const;
    const blue = await stage.group('web-blue', settings);
    stage.task(blue, await stage.serve(named('blue')));
    stage.task(blue, undefined);
    const { address } = await stage.listen(forward([blue]), 8191, 'TCP');
    await stage.engine.clock.advance(2 * INTERVAL);

    expect((await stage.health(blue)).map(({ State }) => State)).toEqual(['healthy', 'unhealthy']);
    expect(await (await fetch(address.replace('tcp:', 'http:'))).text()).toBe('blue');
  });
});
