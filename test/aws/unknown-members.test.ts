import { createServer } from 'node:http';
import { ECSClient, type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { createAwsClients } from '../../src/aws/clients.js';
import { registerTaskDefinition } from '../../src/aws/ecs/task-definition.js';

/** Registers a task definition with a server that only listens, and tells what arrived. */
async function sent(input: object): Promise<{ body: unknown; length: boolean }> {
  const arrived: { body: unknown; length: boolean }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    arrived.push({
      body: JSON.parse(bytes.toString()),
      length: request.headers['content-length'] === String(bytes.length),
    });
    response.end(
      JSON.stringify({ taskDefinition: { taskDefinitionArn: 'arn:aws:ecs:eu-west-1:1:task-definition/w:1' } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: `http://127.0.0.1:${port}` });
  const own = new ECSClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  try {
    const definition: RegisterTaskDefinitionCommandInput = { family: 'w', containerDefinitions: [], ...input };
    await registerTaskDefinition(clients, definition);
    await registerTaskDefinition({ ...clients, ecs: own }, definition);
    expect(arrived[1]).toEqual(arrived[0]);
    return arrived[0] ?? { body: undefined, length: false };
  } finally {
    clients.destroy();
    own.destroy();
    server.close();
  }
}

it('sends members that the SDK does not know, wherever they stand', async () => {
  const input = {
    family: 'w',
    containerDefinitions: [
      { name: 'wü', image: 'w', newer: { still: [1, 'a'] }, environment: [{ name: 'A', alsoNew: true }] },
    ],
    newestOfAll: true,
  };
  expect(await sent(input)).toEqual({ body: input, length: true });
});

it('leaves a definition without such members to the SDK', async () => {
  const input = { family: 'w', containerDefinitions: [{ name: 'w', image: 'w', dockerLabels: { any: 'thing' } }] };
  expect(await sent({ ...input, tags: undefined })).toEqual({ body: input, length: true });
});
