import { type Action, CreateRuleCommand, type RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { createStage, forward, named, type Stage } from './stage.js';

async function blueAndGreen(stage: Stage) {
  const [blue, green] = [await stage.group('web-blue'), await stage.group('web-green')];
  stage.task(blue, await stage.serve(named('blue')));
  stage.task(green, await stage.serve(named('green')));
  return { blue, green };
}

async function counts(address: string, requests: number): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (let sent = 0; sent < requests; sent += 1) {
    const name = await (await fetch(address)).text();
    seen[name] = (seen[name] ?? 0) + 1;
  }
  return seen;
}

async function rule(
  stage: Stage,
  ListenerArn: string,
  Priority: number,
  Conditions: RuleCondition[],
  Actions: Action[],
) {
  await stage.elbv2.send(new CreateRuleCommand({ ListenerArn, Priority, Conditions, Actions }));
}

describe('a listener', () => {
  it('can be reached on this machine, and the engine tells where', async () => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue');
    const { arn, address } = await stage.listen(forward([blue]), 8190);

    const told = await (await fetch(`${stage.engine.endpoint}/_bg-deploy/listeners`)).json();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(told).toEqual({
      listeners: [{ loadBalancer: 'web', listenerArn: arn, port: 8190, protocol: 'HTTP', address }],
    });
  });

  it('finds another port when its own is taken', async () => {
    await using stage = await createStage();
    const taken = await stage.serve(named('somebody else'));
    const { address } = await stage.listen(forward([await stage.group('web-blue')]), taken);

    expect(address).not.toBe(`http://127.0.0.1:${taken}`);
    expect((await fetch(address)).status).toBe(503);
  });

  it('of HTTPS is served as plain HTTP, which the engine says', async () => {
    await using stage = await createStage();
    const { blue } = await blueAndGreen(stage);
    const { address } = await stage.listen(forward([blue]), 8443, 'HTTPS');

    expect(await (await fetch(address)).text()).toBe('blue');
    expect(stage.warnings).toEqual([`The HTTPS listener 8443 of web is served as plain HTTP at ${address}`]);
  });
});

describe('a weighted forward', () => {
  it('splits requests as its weights say', async () => {
    await using stage = await createStage();
    const { blue, green } = await blueAndGreen(stage);
    const { address } = await stage.listen(forward([blue, 90], [green, 10]));

    expect(await counts(address, 100)).toEqual({ blue: 90, green: 10 });
  });

  it('follows a change of the weights with the next request', async () => {
    await using stage = await createStage();
    const { blue, green } = await blueAndGreen(stage);
    const { arn, address } = await stage.listen(forward([blue, 100], [green, 0]));

    expect(await counts(address, 20)).toEqual({ blue: 20 });
    await stage.modify(arn, forward([blue, 0], [green, 100]));
    expect(await counts(address, 20)).toEqual({ green: 20 });
  });

  it('keeps a client at its group with a cookie, unless that has no weight any more', async () => {
    await using stage = await createStage();
    const { blue, green } = await blueAndGreen(stage);
    const sticky = (one: number, other: number): Action[] =>
      forward([blue, one], [green, other]).map((action) => ({
        ...action,
        ForwardConfig: {
          ...action.ForwardConfig,
          TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 },
        },
      }));
    const { arn, address } = await stage.listen(sticky(50, 50));
    const first = await fetch(address);
    const name = await first.text();
    const cookie = first.headers.getSetCookie().map((one) => one.split(';')[0]);
    const again = async () => (await fetch(address, { headers: { cookie: cookie.join('; ') } })).text();

    expect(cookie.map((one) => one?.split('=')[0])).toEqual(['AWSALBTG', 'AWSALBTGCORS']);
    expect(new Set([await again(), await again(), await again()])).toEqual(new Set([name]));
    await stage.modify(arn, name === 'blue' ? sticky(0, 100) : sticky(100, 0));
    expect(await again()).not.toBe(name);
  });
});

describe('a group', () => {
  it('spreads requests evenly over its targets', async () => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue');
    for (const name of ['one', 'two', 'three']) stage.task(blue, await stage.serve(named(name)));
    const { address } = await stage.listen(forward([blue]));

    expect(await counts(address, 30)).toEqual({ one: 10, two: 10, three: 10 });
  });

  it.each([
    ['lb_cookie', { 'stickiness.type': 'lb_cookie' }, 'AWSALB'],
    ['app_cookie', { 'stickiness.type': 'app_cookie', 'stickiness.app_cookie.cookie_name': 'session' }, 'AWSALBAPP-0'],
  ])('keeps a client at its target with %s stickiness', async (_kind, attributes, cookieName) => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue');
    await stage.attributes(blue, { 'stickiness.enabled': 'true', ...attributes });
    for (const name of ['one', 'two']) {
      const port = await stage.serve((_request, response) => {
        response.setHeader('set-cookie', 'session=1; Path=/');
        response.end(name);
      });
      stage.task(blue, port);
    }
    const { address } = await stage.listen(forward([blue]));
    const first = await fetch(address);
    const name = await first.text();
    const set = first.headers.getSetCookie();
    const cookie = set.find((one) => one.startsWith(`${cookieName}=`))?.split(';')[0] ?? '';

    expect(set).toContain('session=1; Path=/');
    for (let sent = 0; sent < 4; sent += 1) {
      expect(await (await fetch(address, { headers: { cookie } })).text()).toBe(name);
    }
  });

  it('answers 503 without targets, and 502 for a target where nothing listens', async () => {
    await using stage = await createStage();
    const blue = await stage.group('web-blue');
    const { address } = await stage.listen(forward([blue]));

    const empty = await fetch(address);
    expect([empty.status, empty.headers.get('server')]).toEqual([503, 'awselb/2.0']);
    stage.task(blue, undefined);
    expect((await fetch(address)).status).toBe(502);
    stage.task(blue, 1);
    stage.deregister(blue, 1);
    expect((await fetch(address)).status).toBe(502);
  });
});

describe('a rule', () => {
  it.each<[string, RuleCondition, string, RequestInit | undefined, string, RequestInit | undefined]>([
    ['path', { Field: 'path-pattern', Values: ['/api/*'] }, '/api/users?x=1', undefined, '/API/users', undefined],
    ['one letter of a path', { Field: 'path-pattern', Values: ['/v?/'] }, '/v2/', undefined, '/v22/', undefined],
    [
      'header',
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['ye*'] } },
      '/',
      { headers: { 'x-canary': 'YES' } },
      '/',
      { headers: { 'x-canary': 'no' } },
    ],
    [
      'method',
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['PUT', 'POST'] } },
      '/',
      { method: 'POST', body: 'x' },
      '/',
      undefined,
    ],
    [
      'query',
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'beta', Value: '1' }, { Value: 'gr*n' }] } },
      '/?a=b&colour=green',
      undefined,
      '/?beta=2',
      undefined,
    ],
    [
      'source address',
      { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.0/8'] } },
      '/',
      undefined,
      '',
      undefined,
    ],
  ])('decides by %s', async (_name, condition, path, init, otherPath, otherInit) => {
    await using stage = await createStage();
    const { blue, green } = await blueAndGreen(stage);
    const { arn, address } = await stage.listen(forward([blue]));
    await rule(stage, arn, 10, [condition], forward([green]));

    expect(await (await fetch(address + path, init)).text()).toBe('green');
    if (otherPath !== '') expect(await (await fetch(address + otherPath, otherInit)).text()).toBe('blue');
  });

  it('of a lower number goes first, and all its conditions must be met', async () => {
    await using stage = await createStage();
    const { blue, green } = await blueAndGreen(stage);
    const { arn, address } = await stage.listen(forward([blue]));
    const path = { Field: 'path-pattern', Values: ['/both'] };
    const post = { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['POST'] } };
    const gone: Action[] = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } }];
    await rule(stage, arn, 20, [path], forward([green]));
    await rule(stage, arn, 10, [path, post], gone);

    expect((await fetch(`${address}/both`, { method: 'POST' })).status).toBe(410);
    expect(await (await fetch(`${address}/both`)).text()).toBe('green');
  });

  it('can answer by itself, send elsewhere, or say that the engine cannot do it', async () => {
    await using stage = await createStage();
    const { address, arn } = await stage.listen([
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '404', ContentType: 'application/json', MessageBody: '{"no":1}' },
      },
    ]);
    const fixed = await fetch(address);
    expect([fixed.status, fixed.headers.get('content-type'), await fixed.text()]).toEqual([
      404,
      'application/json',
      '{"no":1}',
    ]);

    await stage.modify(arn, [
      {
        Type: 'redirect',
        RedirectConfig: { StatusCode: 'HTTP_301', Host: 'www.#{host}', Path: '/new/#{path}', Port: '8080' },
      },
    ]);
    const moved = await fetch(`${address}/a/b?c=d`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([301, 'http://www.127.0.0.1:8080/new/a/b?c=d']);

    const secure = await stage.listen(
      [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
      9443,
      'HTTPS',
    );
    await stage.modify(arn, [
      { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_302', Protocol: 'HTTPS', Port: '9443' } },
    ]);
    const home = await fetch(`${address}/x`, { redirect: 'manual' });
    expect([home.status, home.headers.get('location')]).toEqual([302, `${secure.address}/x`]);

    await stage.modify(arn, [
      { Type: 'authenticate-oidc', Order: 1 },
      { Type: 'fixed-response', Order: 2, FixedResponseConfig: { StatusCode: '200' } },
    ]);
    const missing = await fetch(address);
    expect([missing.status, await missing.text()]).toEqual([
      503,
      expect.stringContaining('The engine does not carry out authenticate-oidc actions.'),
    ]);
  });
});
