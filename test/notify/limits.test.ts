import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeploymentEvent } from '../../src/deployment/event.js';
import { notificationFor } from '../../src/notify/message.js';
import { type NotificationContext, PHASES } from '../../src/notify/notification.js';
import { publishInput } from '../../src/notify/publish-input.js';
import { tell, UNTOLD } from '../../src/notify/story.js';
import { CONTEXT, CREATED, FAILED, HOOK_FAILED, result } from './events.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom('', ' ', '\n', '\r\n\t', '\uD83D', 'é', '\u202Eevil', '[', 'a'.repeat(500), 'Ünïcode Dienst'),
);

const anyContext: fc.Arbitrary<NotificationContext> = fc.record(
  {
    environment: anyText,
    application: anyText,
    deploymentGroup: anyText,
    cluster: anyText,
    service: anyText,
    region: anyText,
    images: fc.array(anyText, { maxLength: 15 }),
    rollbackOf: anyText,
    commandFlags: fc.array(anyText, { maxLength: 4 }),
    linkToConsole: fc.boolean(),
  },
  { requiredKeys: ['application', 'deploymentGroup', 'cluster', 'service', 'region'] },
);

const anyEvents: fc.Arbitrary<DeploymentEvent[]> = fc
  .record({ id: anyText, event: anyText, said: fc.option(anyText), arn: fc.option(anyText), status: anyText })
  .map(({ id, event, said, arn, status }) => [
    { ...CREATED, deploymentId: id, description: said, taskDefinitionArn: arn },
    { ...HOOK_FAILED, deploymentId: id, event, diagnostics: said },
    { ...FAILED, deploymentId: id, status, cause: said === null ? null : { code: event, message: said } },
  ]);

const anyNotification = fc
  .record({ phase: fc.constantFrom(...PHASES), events: anyEvents, context: anyContext })
  .map(({ phase, events, context }) => notificationFor(phase, events.reduce(tell, UNTOLD), context));

describe('any notification', () => {
  it('has a subject that SNS takes: 1 to 99 printable ASCII characters, the first one visible', () => {
    fc.assert(
      fc.property(anyNotification, ({ subject }) => {
        expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
      }),
    );
  });

  it('has no line above 78 columns that could be broken', () => {
    fc.assert(
      fc.property(anyNotification, ({ text }) => {
        // A command stays on one line, or it could not be copied.
        const tooLong = text.split('\n').filter((line) => line.length > 78 && !line.startsWith('  bg-deploy '));
        for (const line of tooLong) expect(line.trim()).not.toContain(' ');
      }),
    );
  });

  it('has a text without control characters', () => {
    fc.assert(
      fc.property(anyNotification, ({ text }) => {
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Surrogate}|\p{Bidi_Control}/u);
      }),
    );
  });

  it('has no empty attribute', () => {
    fc.assert(
      fc.property(anyNotification, ({ attributes }) => {
        for (const value of Object.values(attributes)) expect(value.trim()).not.toBe('');
      }),
    );
  });
});

describe('a subject that would be too long', () => {
  it('keeps the verdict and the deployment, and cuts the names', () => {
    const context = { ...CONTEXT, environment: 'e'.repeat(60), service: 's'.repeat(60) };
    const { subject } = notificationFor('failed', [CREATED, HOOK_FAILED, FAILED].reduce(tell, UNTOLD), context);
    expect(subject).toBe(`[${'e'.repeat(24)}..] ${'s'.repeat(24)}.. d-ABC123DEF FAILED at AfterAllowTestTraffic`);
    expect(subject.length).toBeLessThanOrEqual(99);
  });

  it('writes letters without their accents', () => {
    const { subject } = notificationFor('started', tell(UNTOLD, CREATED), { ...CONTEXT, environment: 'Größe 日本' });
    expect(subject).toBe('[Gro?e ??] web d-ABC123DEF STARTED');
  });
});

describe('the size of a message', () => {
  const sizeOf = (text: string, flood: 'ascii' | 'wide') => {
    const events = [
      { ...CREATED, description: text },
      { ...HOOK_FAILED, diagnostics: text },
      result({ ...FAILED, cause: { code: 'HOOK_EXECUTION_FAILURE', message: text } }),
    ];
    const context = { ...CONTEXT, service: flood === 'wide' ? text : 'web', images: Array(12).fill(text) };
    const notification = notificationFor('failed', events.reduce(tell, UNTOLD), context);
    const { Message = '', MessageAttributes = {}, Subject = '' } = publishInput('arn:aws:sns:r:1:t', notification);
    const attributes = Object.entries(MessageAttributes).map(
      ([name, { DataType, StringValue }]) => `${name}${DataType}${StringValue}`,
    );
    return Buffer.byteLength([Message, Subject, ...attributes].join(''));
  };

  it.each([0, 100, 5_000, 100_000, 300_000])('stays within 262144 bytes for texts of %i characters', (length) => {
    expect(sizeOf('x'.repeat(length), 'ascii')).toBeLessThanOrEqual(262_144);
    expect(sizeOf('"'.repeat(length), 'ascii')).toBeLessThanOrEqual(262_144);
    expect(sizeOf('界'.repeat(length), 'wide')).toBeLessThanOrEqual(262_144);
  });

  it('is used up rather than wasted: a long reason is told as long as there is room', () => {
    expect(sizeOf('x'.repeat(1_000), 'ascii')).toBeGreaterThan(30_000);
  });

  it('cuts the longest text and leaves the short ones whole', () => {
    const failed = result({ ...FAILED, cause: { code: 'HOOK_EXECUTION_FAILURE', message: 'm'.repeat(500_000) } });
    const story = [CREATED, HOOK_FAILED, failed].reduce(tell, UNTOLD);
    const { text } = notificationFor('failed', story, CONTEXT);
    expect(text).toContain('GET /health on the test listener answered 502.');
    expect(text).toContain('m'.repeat(4_000));
  });
});
