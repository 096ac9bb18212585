import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { openListener } from '../../../src/engine/balancer/open-listener.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function server(): Server {
  const made = createServer((_request, response) => response.end('here'));
  servers.push(made);
  return made;
}

it('opens elsewhere where the port is taken', async () => {
  const taken = await openListener(server(), 0);
  const opened = await openListener(server(), taken);
  expect(opened).not.toBe(taken);
  expect(await (await fetch(`http://127.0.0.1:${opened}/`)).text()).toBe('here');
});

it('can be reached by fetch in the place of port 80, which refuses some ports', async () => {
  await openListener(server(), 80).catch(() => undefined);
  const opened = await openListener(server(), 80);
  expect(await (await fetch(`http://127.0.0.1:${opened}/`)).text()).toBe('here');
});
