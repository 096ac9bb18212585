import { MalformedBody } from './member.js';
import { readJson } from './read-json.js';
import { kindOf, schemaOf } from './shape.js';
import type { WireFormat, WireRequest } from './wire.js';
import { writeJson } from './write-json.js';

/**
 * AWS JSON 1.1 (CodeDeploy and ECS) and 1.0 (CloudWatch): the answer speaks the version that the client speaks.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 *
 * A client that knows a service's errors by their codes of the Query protocol says so by a header and is told them by one.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function awsJson(request: WireRequest): WireFormat {
  const asked = request.headers['content-type'] ?? '';
  const headers = {
    'content-type': asked.includes('x-amz-json-1.0') ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1',
    'x-amzn-requestid': request.requestId,
  };
  return {
    readInput(operation) {
      const schema = schemaOf(operation[4]);
      const value = parseBody(request.body);
      return kindOf(schema) === 'unit' ? {} : readJson(schema, value);
    },
    writeAnswer(operation, answer) {
      const body = JSON.stringify(writeJson(schemaOf(operation[5]), answer ?? {}));
      return { status: 200, headers, body };
    },
    writeRefusal({ name, queryCode, message, members, status }) {
      const body = JSON.stringify({ ...members, __type: name, message });
      const byCode = request.headers['x-amzn-query-mode'] === 'true';
      const side = status >= 500 ? 'Receiver' : 'Sender';
      return {
        status,
        headers: {
          ...headers,
          'x-amzn-errortype': name,
          ...(byCode ? { 'x-amzn-query-error': `${queryCode};${side}` } : {}),
        },
        body,
      };
    },
  };
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new MalformedBody('Unexpected token received from parser', { cause: error });
  }
}
