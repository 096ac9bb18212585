import type { MessageAttributeValue, PublishBatchRequestEntry, PublishInput } from '@aws-sdk/client-sns';
import { invalidParameter, invalidValue } from './refusal.js';
import type { MessageAttribute } from './world.js';

/** The largest message, in bytes, attributes included. */
const LARGEST = 262_144;

/** What a message is made of, whether it comes alone or in a batch. */
export type MessageParts = Pick<
  PublishInput & PublishBatchRequestEntry,
  'Message' | 'Subject' | 'MessageStructure' | 'MessageAttributes' | 'MessageGroupId' | 'MessageDeduplicationId'
>;

/** A message that can be published. */
export interface Message {
  readonly text: string;
  readonly subject?: string;
  /** Whether the text holds one text per protocol. */
  readonly perProtocol: boolean;
  readonly attributes: Record<string, MessageAttribute>;
}

/**
 * Checks a message as Publish does.
 *
 * @throws Fault `InvalidParameter`, `ParameterValueInvalid`
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function readMessage(parts: MessageParts): Message {
  const text = parts.Message ?? '';
  if (text.length === 0) throw invalidParameter('Empty message');
  const attributes = readAttributes(parts.MessageAttributes ?? {});
  const size = Object.entries(attributes).reduce(
    (sum, [name, { type, value }]) => sum + bytes(name) + bytes(type) + bytes(value),
    bytes(text),
  );
  if (size > LARGEST) throw invalidParameter('Message too long');
  if (parts.Subject !== undefined) checkSubject(parts.Subject);
  const perProtocol = parts.MessageStructure === 'json';
  if (parts.MessageStructure && !perProtocol) throw invalidParameter('MessageStructure');
  if (perProtocol) checkTexts(text);
  return { text, perProtocol, attributes, ...(parts.Subject === undefined ? {} : { subject: parts.Subject }) };
}

/**
 * The text that a subscription of a protocol gets.
 *
 * @returns the protocol's own text of a `MessageStructure: json`, otherwise its `default`
 */
export function textFor(message: Pick<Message, 'text' | 'perProtocol'>, protocol: string): string {
  if (!message.perProtocol) return message.text;
  const texts: Record<string, unknown> = JSON.parse(message.text);
  const own = Object.hasOwn(texts, protocol) ? texts[protocol] : undefined;
  return String(typeof own === 'string' ? own : texts.default);
}

/**
 * Fewer than 100 characters, beginning with a letter, a number or a punctuation mark, and without line breaks and
 * control characters.
 */
function checkSubject(subject: string): void {
  const fits = subject.length > 0 && [...subject].length < 100 && !/[\p{Cc}\u2028\u2029]/u.test(subject);
  if (!fits || !/^[\p{L}\p{N}\p{P}\p{S}]/u.test(subject)) throw invalidParameter('Subject');
}

function checkTexts(text: string): void {
  let texts: unknown;
  try {
    texts = JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  if (!Object.hasOwn(texts, 'default') || !('default' in texts) || typeof texts.default !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
}

function readAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>): Record<string, MessageAttribute> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, readAttribute(name, value)]));
}

function readAttribute(
  name: string,
  { DataType: type, StringValue, BinaryValue }: MessageAttributeValue,
): MessageAttribute {
  if (!/^[a-zA-Z0-9_.-]{1,256}$/.test(name) || /^\.|\.\.|\.$|^(aws|amazon)\./i.test(name)) {
    throw invalidValue(`The message attribute name '${name}' is invalid.`);
  }
  if (!type) throw invalidValue(`The message attribute '${name}' must contain non-empty message attribute type.`);
  if (!/^(String|Number|Binary)(\.|$)/.test(type)) {
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = type.startsWith('Binary') ? BinaryValue && Buffer.from(BinaryValue).toString('base64') : StringValue;
  if (!value) {
    throw invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  }
  if (type.startsWith('Number') && (value.trim() === '' || !Number.isFinite(Number(value)))) {
    throw invalidValue(`Could not cast message attribute '${name}' value to number.`);
  }
  return { type, value };
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
