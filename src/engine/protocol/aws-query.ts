import { readForm } from './form.js';
import { readQuery } from './read-query.js';
import { kindOf, schemaOf } from './shape.js';
import type { WireFormat, WireReply, WireRequest } from './wire.js';
import { xmlContent, xmlDocument } from './write-xml.js';

/**
 * AWS Query: Elastic Load Balancing and SNS. A form goes in, XML comes out.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function awsQuery(request: WireRequest, xmlNamespace: string): WireFormat {
  const reply = (status: number, body: string): WireReply => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': request.requestId },
    body,
  });
  return {
    readInput(operation) {
      const schema = schemaOf(operation[4]);
      return kindOf(schema) === 'unit' ? {} : readQuery(schema, readForm(request.body.toString('utf8')));
    },
    writeAnswer(operation, answer) {
      const schema = schemaOf(operation[5]);
      const name = operation[2];
      // An operation without an output has no result element either.
      const result = kindOf(schema) === 'unit' ? {} : { [`${name}Result`]: xmlContent(schema, answer ?? {}) };
      const metadata = { ResponseMetadata: { RequestId: request.requestId } };
      return reply(200, xmlDocument(`${name}Response`, xmlNamespace, { ...result, ...metadata }));
    },
    writeRefusal({ queryCode, message, members, status }) {
      const error = {
        Type: status >= 500 ? 'Receiver' : 'Sender',
        Code: queryCode,
        Message: message,
        ...Object.fromEntries(Object.entries(members).map(([name, value]) => [name, String(value)])),
      };
      return reply(status, xmlDocument('ErrorResponse', xmlNamespace, { Error: error, RequestId: request.requestId }));
    },
  };
}
