import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What there is to be looked up. */
export interface Account {
  readonly parameters?: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
  /** ARNs by name; with a date: marked for deletion. */
  readonly secrets?: Readonly<Record<string, { readonly arn: string; readonly deletedAt?: Date }>>;
  /** Outputs by stack. */
  readonly stacks?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly exports?: Readonly<Record<string, string>>;
  /** Texts by `bucket/key`. */
  readonly objects?: Readonly<Record<string, string>>;
  /** Names that nobody may read. */
  readonly denied?: readonly string[];
  /** Real milliseconds before an answer; shows what is on its way at the same time. */
  readonly delayMs?: number;
}

/** One request that arrived: the operation and what it was about. */
export interface Seen {
  readonly operation: string;
  readonly about: readonly string[];
}

/** The four services that lookups ask, on one port, each in its own protocol. */
export interface FakeAws extends AsyncDisposable {
  readonly endpoint: string;
  readonly seen: readonly Seen[];
  /** The most requests that were there at the same time. */
  readonly mostAtOnce: number;
}

interface Reply {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
}

export const ARN = 'arn:aws:ssm:eu-west-1:123456789012:parameter';

export async function fakeAws(account: Account = {}): Promise<FakeAws> {
  const seen: Seen[] = [];
  let now = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    now += 1;
    most = Math.max(most, now);
    const body = await textOf(request);
    const { told, reply } = answer(account, request, body);
    seen.push(told);
    await new Promise((resolve) => setTimeout(resolve, account.delayMs ?? 0));
    now -= 1;
    send(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen,
    get mostAtOnce() {
      return most;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text;
}

function send(response: ServerResponse, { status = 200, type, body }: Reply): void {
  response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': 'req-1' });
  response.end(body);
}

function answer(account: Account, request: IncomingMessage, body: string): { told: Seen; reply: Reply } {
  const target = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
  if (target === 'GetParameters') {
    const names: string[] = JSON.parse(body).Names;
    return { told: { operation: target, about: names }, reply: parametersReply(account, names) };
  }
  if (target === 'DescribeSecret') {
    const id: string = JSON.parse(body).SecretId;
    return { told: { operation: target, about: [id] }, reply: secretReply(account, id) };
  }
  const form = new URLSearchParams(body);
  const action = form.get('Action');
  if (action === 'DescribeStacks') {
    const stack = form.get('StackName') ?? '';
    return { told: { operation: action, about: [stack] }, reply: stackReply(account, stack) };
  }
  if (action === 'ListExports') {
    const from = Number(form.get('NextToken') ?? 0);
    return { told: { operation: action, about: [String(from)] }, reply: exportsReply(account, from) };
  }
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname).slice(1);
  return { told: { operation: `${request.method} object`, about: [path] }, reply: objectReply(account, path) };
}

const json = (body: unknown, status = 200): Reply => ({
  status,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
});

const xml = (body: string, status = 200): Reply => ({ status, type: 'text/xml', body });

function deniedBy({ denied = [] }: Account, names: readonly string[]): string | undefined {
  return names.find((name) => denied.includes(name));
}

function parametersReply(account: Account, names: readonly string[]): Reply {
  const denied = deniedBy(account, names);
  if (denied !== undefined) {
    const message = `User: u is not authorized to perform: ssm:GetParameters on resource: ${ARN}${denied} because`;
    return json({ __type: 'AccessDeniedException', message }, 400);
  }
  if (new Set(names).size !== names.length || names.length > 10) {
    return json({ __type: 'ValidationException', message: 'names must be 1 to 10, each once' }, 400);
  }
  const { parameters = {} } = account;
  const there = names.filter((name) => Object.hasOwn(parameters, name));
  return json({
    Parameters: there.map((asked) => {
      const [, name = '', selector] = /^([^:]*)(:.*)?$/.exec(asked) ?? [];
      const { type, value } = parameters[asked] ?? { type: '', value: '' };
      return { Name: name, Type: type, Value: value, ARN: ARN + name, ...(selector ? { Selector: selector } : {}) };
    }),
    InvalidParameters: names.filter((name) => !there.includes(name)),
  });
}

function secretReply(account: Account, id: string): Reply {
  if (deniedBy(account, [id])) {
    const message = `User: u is not authorized to perform: secretsmanager:DescribeSecret on resource: ${id}`;
    return json({ __type: 'AccessDeniedException', Message: message }, 400);
  }
  const secret = account.secrets?.[id];
  if (!secret) {
    const message = "Secrets Manager can't find the specified secret.";
    return json({ __type: 'ResourceNotFoundException', Message: message }, 400);
  }
  const deleted = secret.deletedAt ? { DeletedDate: secret.deletedAt.getTime() / 1000 } : {};
  return json({ ARN: secret.arn, Name: id, ...deleted });
}

function stackReply(account: Account, stack: string): Reply {
  if (deniedBy(account, [stack])) {
    const message = `User: u is not authorized to perform: cloudformation:DescribeStacks on resource: ${stack}`;
    return xml(
      `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`,
      403,
    );
  }
  const outputs = account.stacks?.[stack];
  if (!outputs) {
    return xml(
      `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${stack} does not exist</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`,
      400,
    );
  }
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return xml(
    `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${stack}</StackName><CreationTime>2024-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
}

/** Two exports a page. */
function exportsReply({ exports = {} }: Account, from: number): Reply {
  const all = Object.entries(exports);
  const members = all
    .slice(from, from + 2)
    .map(([name, value]) => `<member><Name>${name}</Name><Value>${value}</Value></member>`);
  const next = from + 2 < all.length ? `<NextToken>${from + 2}</NextToken>` : '';
  return xml(
    `<ListExportsResponse><ListExportsResult><Exports>${members.join('')}</Exports>${next}</ListExportsResult></ListExportsResponse>`,
  );
}

function objectReply(account: Account, path: string): Reply {
  const refused = (code: string, status: number) =>
    xml(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);
  if (deniedBy(account, [path])) return refused('AccessDenied', 403);
  const { objects = {} } = account;
  const text = Object.hasOwn(objects, path) ? objects[path] : undefined;
  if (text !== undefined) return { type: 'binary/octet-stream', body: text };
  const bucket = path.split('/')[0];
  const known = Object.keys(objects).some((key) => key.startsWith(`${bucket}/`));
  return refused(known ? 'NoSuchKey' : 'NoSuchBucket', 404);
}
