import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  type DescribeAlarmHistoryCommandInput,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetMetricDataCommand,
  ListTagsForResourceCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../src/engine/index.js';

const START = new Date('2026-01-05T09:00:00Z');
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const warnings: string[] = [];
let engine: Engine;
let cloudwatch: CloudWatchClient;
let sns: SNSClient;

beforeAll(async () => {
  engine = await startEngine({ speed: 0, seed: 7, startAt: START, warn: (line) => warnings.push(line) });
  const client = { endpoint: engine.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 };
  cloudwatch = new CloudWatchClient(client);
  sns = new SNSClient(client);
});

afterAll(async () => {
  cloudwatch.destroy();
  sns.destroy();
  await engine.close();
});

beforeEach(async () => {
  await engine.reset();
  warnings.length = 0;
});

const METRIC_ALARM: PutMetricAlarmCommandInput = {
  AlarmName: 'web-5xx',
  AlarmDescription: 'The new version fails',
  MetricName: 'HTTPCode_Target_5XX_Count',
  Namespace: 'AWS/ApplicationELB',
  Dimensions: [{ Name: 'LoadBalancer', Value: 'app/web/0123456789abcdef' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
};

const ARN = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:';

function putAlarm(AlarmName = 'web-5xx', more: Partial<PutMetricAlarmCommandInput> = {}) {
  return cloudwatch.send(new PutMetricAlarmCommand({ ...METRIC_ALARM, AlarmName, ...more }));
}

function putComposite(AlarmName: string, AlarmRule: string, more: object = {}) {
  return cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule, ...more }));
}

function turn(AlarmName: string, StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA', StateReason = 'a test') {
  return cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
}

async function described(input: ConstructorParameters<typeof DescribeAlarmsCommand>[0] = {}) {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand(input));
  return [...MetricAlarms, ...CompositeAlarms];
}

async function states(): Promise<Record<string, string | undefined>> {
  const alarms = await described({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  return Object.fromEntries(alarms.map(({ AlarmName = '', StateValue }) => [AlarmName, StateValue]));
}

const query = (parameters: Record<string, string>) =>
  fetch(engine.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260105/eu-west-1/monitoring/aws4_request, Signature=0',
    },
    body: new URLSearchParams({ Version: '2010-08-01', ...parameters }),
  });

describe('a metric alarm', () => {
  it('begins without data and is answered with all that AWS fills in', async () => {
    await putAlarm();
    const [alarm] = await described();
    expect(alarm).toEqual({
      ...METRIC_ALARM,
      AlarmArn: `${ARN}web-5xx`,
      AlarmConfigurationUpdatedTimestamp: START,
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [],
      InsufficientDataActions: [],
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: START,
      StateTransitionedTimestamp: START,
    });
  });

  it('keeps its state when its settings are replaced, and loses what the new ones leave out', async () => {
    await putAlarm('web-5xx', { TreatMissingData: 'notBreaching', Tags: [{ Key: 'team', Value: 'web' }] });
    await turn('web-5xx', 'ALARM', 'for now');
    const { AlarmDescription: _, ...rest } = METRIC_ALARM;
    await cloudwatch.send(new PutMetricAlarmCommand({ ...rest, Threshold: 9 }));
    const [alarm] = await described();
    expect(alarm).toMatchObject({ StateValue: 'ALARM', StateReason: 'for now', Threshold: 9 });
    expect(alarm).not.toHaveProperty('AlarmDescription');
    expect(alarm).not.toHaveProperty('TreatMissingData');
  });

  it('can be one of metric math', async () => {
    const { AlarmName, EvaluationPeriods, Threshold, ComparisonOperator } = METRIC_ALARM;
    const Metrics = [{ Id: 'rate', Expression: '5', Label: 'rate', ReturnData: true }];
    await cloudwatch.send(
      new PutMetricAlarmCommand({ AlarmName, EvaluationPeriods, Threshold, ComparisonOperator, Metrics }),
    );
    expect(await described()).toMatchObject([{ AlarmName, Metrics }]);
  });

  it.each([
    ['no name', { AlarmName: '' }, /Value '' at 'alarmName' failed to satisfy constraint/],
    ['an unknown comparison', { ComparisonOperator: 'Equals' as never }, /'comparisonOperator' .* enum value set/],
    ['a crooked period', { Period: 45 }, /Metric Period must be/],
    ['no statistic', { Statistic: undefined }, /Statistic or ExtendedStatistic/],
    ['no threshold', { Threshold: undefined }, /Threshold/],
    ['no comparison', { ComparisonOperator: undefined }, /ComparisonOperator is required/],
    ['no evaluation periods', { EvaluationPeriods: undefined }, /EvaluationPeriods is required/],
    ['no metric', { MetricName: undefined }, /MetricName/],
    ['a metric and metric math', { Metrics: [{ Id: 'm', Expression: '1' }] }, /Metrics list must not/],
    ['more than a day to look back on', { EvaluationPeriods: 1441 }, /86400 seconds/],
    ['more datapoints than periods', { DatapointsToAlarm: 2 }, /DatapointsToAlarm/],
    ['an unknown treatment of missing data', { TreatMissingData: 'panic' }, /panic is not supported/],
    ['an action that is no ARN', { AlarmActions: ['topic'] }, /Invalid arn syntax: topic/],
    [
      'an action that is no topic',
      { OKActions: ['arn:aws:lambda:eu-west-1:123456789012:function:f'] },
      /models alarm actions on its own SNS topics only/,
    ],
    ['six actions', { AlarmActions: Array(6).fill('arn:aws:sns:eu-west-1:123456789012:t') }, /less than or equal to 5/],
  ])('is refused with %s', async (_, change, message) => {
    await expect(putAlarm('web-5xx', change)).rejects.toMatchObject({
      name: 'ValidationException',
      Code: 'ValidationError',
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
    expect(await described()).toEqual([]);
  });

  it('is refused with two statistics at once', async () => {
    await expect(putAlarm('web-5xx', { ExtendedStatistic: 'p99' })).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
      Code: 'InvalidParameterCombination',
    });
  });
});

describe('SetAlarmState', () => {
  it('changes the state with its reason and its times', async () => {
    await putAlarm();
    await engine.clock.advance(60_000);
    await turn('web-5xx', 'ALARM', 'too many errors');
    await engine.clock.advance(60_000);
    await cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName: 'web-5xx',
        StateValue: 'ALARM',
        StateReason: 'still',
        StateReasonData: '{"version":"1.0"}',
      }),
    );
    const [alarm] = await described();
    expect(alarm).toMatchObject({ StateValue: 'ALARM', StateReason: 'still', StateReasonData: '{"version":"1.0"}' });
    const seconds = (time?: Date) =>
      ((time?.getTime() ?? 0) - (alarm?.AlarmConfigurationUpdatedTimestamp?.getTime() ?? 0)) / 1000;
    expect([seconds(alarm?.StateTransitionedTimestamp), seconds(alarm?.StateUpdatedTimestamp)]).toEqual([60, 120]);
  });

  it('is refused in the words of AWS', async () => {
    await putAlarm();
    await expect(turn('web-5xx', 'INVALID' as never)).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
    });
    await expect(turn('nothing', 'OK')).rejects.toMatchObject({
      name: 'ResourceNotFound',
      $metadata: { httpStatusCode: 404 },
    });
    const broken = { AlarmName: 'web-5xx', StateValue: 'OK', StateReason: '', StateReasonData: '{' } as const;
    await expect(cloudwatch.send(new SetAlarmStateCommand(broken))).rejects.toMatchObject({
      name: 'InvalidFormatFault',
      Code: 'InvalidFormat',
    });
  });
});

describe('DescribeAlarms', () => {
  it('selects by name, prefix, state, type and action', async () => {
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
    await putAlarm('web-b');
    await putAlarm('web-a', { AlarmActions: [TopicArn] });
    await putAlarm('api');
    await putComposite('web-any', 'ALARM("web-a") OR ALARM("web-b")');
    await turn('web-a', 'ALARM');
    const names = async (input: Parameters<typeof described>[0]) =>
      (await described(input)).map(({ AlarmName }) => AlarmName);

    expect(await names({})).toEqual(['api', 'web-a', 'web-b']);
    expect(await names({ AlarmNames: ['web-b', 'gone', 'api'] })).toEqual(['api', 'web-b']);
    expect(await names({ AlarmNames: ['web-any'] })).toEqual([]);
    expect(await names({ AlarmNames: ['web-any'], AlarmTypes: ['CompositeAlarm'] })).toEqual(['web-any']);
    expect(await names({ AlarmNamePrefix: 'web-', AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).toEqual([
      'web-a',
      'web-b',
      'web-any',
    ]);
    expect(await names({ StateValue: 'ALARM' })).toEqual(['web-a']);
    expect(await names({ ActionPrefix: 'arn:aws:sns' })).toEqual(['web-a']);
    await expect(described({ AlarmNames: ['api'], AlarmNamePrefix: 'a' })).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
  });

  it('answers page after page', async () => {
    for (let index = 0; index < 7; index += 1) await putAlarm(`alarm-${index}`);
    const pages: (string | undefined)[][] = [];
    let NextToken: string | undefined;
    do {
      const answer = await cloudwatch.send(new DescribeAlarmsCommand({ MaxRecords: 3, NextToken }));
      pages.push((answer.MetricAlarms ?? []).map(({ AlarmName }) => AlarmName));
      ({ NextToken } = answer);
    } while (NextToken !== undefined);
    expect(pages.map((names) => names.length)).toEqual([3, 3, 1]);
    expect(new Set(pages.flat()).size).toBe(7);

    await expect(described({ NextToken: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
    await expect(described({ MaxRecords: 101 })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('answers the children and the parents of an alarm, and of them little', async () => {
    await putAlarm('a');
    await putAlarm('b');
    await putComposite('parent', 'ALARM(a) AND NOT OK(b)');
    expect(await described({ ChildrenOfAlarmName: 'parent' })).toEqual([
      { AlarmName: 'a', AlarmArn: `${ARN}a`, StateValue: 'INSUFFICIENT_DATA', StateUpdatedTimestamp: expect.any(Date) },
      { AlarmName: 'b', AlarmArn: `${ARN}b`, StateValue: 'INSUFFICIENT_DATA', StateUpdatedTimestamp: expect.any(Date) },
    ]);
    expect(await described({ ParentsOfAlarmName: 'a' })).toEqual([{ AlarmName: 'parent', AlarmArn: `${ARN}parent` }]);
    await expect(described({ ParentsOfAlarmName: 'a', StateValue: 'OK' })).rejects.toThrow(/together with MaxRecords/);
  });
});

describe('a composite alarm', () => {
  it('is evaluated when it is created, when a child changes, and when its rule does', async () => {
    await putAlarm('a');
    await putAlarm('b');
    await putComposite('both', 'ALARM(a) AND ALARM(b)');
    await putComposite('quiet', 'NOT ALARM("both")');
    expect(await states()).toMatchObject({ both: 'OK', quiet: 'ALARM' });
    const [created] = await described({ AlarmNames: ['both'], AlarmTypes: ['CompositeAlarm'] });
    expect(created?.StateReason).toBe(`${ARN}both was created and its alarm rule evaluates to OK`);

    await turn('a', 'ALARM');
    expect(await states()).toMatchObject({ both: 'OK', quiet: 'ALARM' });
    await turn('b', 'ALARM');
    expect(await states()).toMatchObject({ both: 'ALARM', quiet: 'OK' });
    const [followed] = await described({ AlarmNames: ['both'], AlarmTypes: ['CompositeAlarm'] });
    expect(followed?.StateReason).toMatch(
      /^arn:.*:alarm:b transitioned to ALARM at [A-Z][a-z]+day \d\d [A-Z][a-z]+, 2026 \d\d:\d\d:\d\d UTC$/,
    );
    expect(JSON.parse(followed?.StateReasonData ?? '')).toEqual({
      triggeringAlarms: [{ arn: `${ARN}b`, state: { value: 'ALARM', timestamp: expect.stringMatching(/\+0000$/) } }],
    });

    await putComposite('both', 'FALSE');
    expect(await states()).toMatchObject({ both: 'OK', quiet: 'ALARM' });
  });

  it('that was set stays so until a child changes', async () => {
    await putAlarm('a');
    await putAlarm('b');
    await putComposite('any', 'ALARM(a) OR ALARM(b)');
    await turn('any', 'ALARM');
    expect(await states()).toMatchObject({ any: 'ALARM' });
    await turn('a', 'OK');
    expect(await states()).toMatchObject({ any: 'OK' });
  });

  it('can stand in a ring, where the evaluation stops', async () => {
    await putAlarm('a');
    await putComposite('one', 'ALARM(a)');
    await putComposite('two', 'NOT ALARM(one)');
    await putComposite('one', 'ALARM(a) OR ALARM(two)');
    await turn('a', 'ALARM');
    await turn('a', 'OK');
    expect(Object.keys(await states())).toEqual(['a', 'one', 'two']);
    await expect(cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['one'] }))).rejects.toThrow(/depending on it/);
    await putComposite('one', 'false');
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['two'] }));
  });

  it.each([
    ['ALARM(a) OR ALARM(gone)', 'Could not save the composite alarm as alarms [gone] in the alarm rule do not exist'],
    [' ALARM(a)', 'AlarmRule must not contain leading or trailing whitespace or be null'],
    ['ALARM(a) OR', 'The alarm rule is not valid: an operand is missing'],
    ['ALARM(a) ALARM(a)', 'The alarm rule is not valid: an operator is missing'],
    ['(ALARM(a)', 'The alarm rule is not valid: a parenthesis is not closed'],
    ['BROKEN(a)', "The alarm rule is not valid: it cannot be read from 'BROKEN(a)' on"],
    [`${'NOT '.repeat(501)}TRUE`, 'The alarm rule is not valid: it has more than 500 elements'],
  ])('is refused with the rule %.40s', async (rule, message) => {
    await putAlarm('a');
    await expect(putComposite('any', rule)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('shares its name with no metric alarm', async () => {
    await putAlarm('a');
    await putComposite('any', 'ALARM(a)');
    await expect(putComposite('a', 'TRUE')).rejects.toThrow(/metric alarm with the name a exists/);
    await expect(putAlarm('any')).rejects.toThrow(/composite alarm with the name any exists/);
  });
});

describe('the deletion of alarms', () => {
  it('passes over those that do not exist, and spares those that others need', async () => {
    await putAlarm('a');
    await putAlarm('b');
    await putAlarm('c');
    await putComposite('any', 'ALARM(a) OR ALARM(b)');
    await putComposite('other', 'TRUE');
    const remove = (...AlarmNames: string[]) => cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));

    await remove('c', 'gone');
    await expect(remove('a', 'b')).rejects.toThrow(
      'Cannot delete a,b as there are composite alarm(s) depending on them.',
    );
    await expect(remove('any', 'other')).rejects.toThrow(/one composite alarm/);
    expect(Object.keys(await states())).toEqual(['a', 'b', 'any', 'other']);
    await remove('any');
    await remove('a', 'b');
    expect(await states()).toEqual({ other: 'ALARM' });
  });
});

describe('the actions of an alarm', () => {
  async function subscribedTopic(Protocol = 'email'): Promise<string> {
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint: 'ops@example.com' }));
    const Token = /--token (\S+)/.exec(engine.mail.at(-1)?.body ?? '')?.[1];
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    return TopicArn;
  }

  const published = () => engine.world.regions['eu-west-1']?.sns.published ?? [];

  it('tell a topic of the change in the words of CloudWatch', async () => {
    const TopicArn = await subscribedTopic();
    await putAlarm('web-5xx', { AlarmActions: [TopicArn], Tags: [] });
    await engine.clock.advance(95_500);
    await turn('web-5xx', 'ALARM', 'too many errors');

    const [message] = published();
    expect(message).toMatchObject({ subject: 'ALARM: "web-5xx" in EU (Ireland)', messageStructure: 'json' });
    const [alarm] = await described();
    const changed = alarm?.StateUpdatedTimestamp?.toISOString().replace('Z', '+0000');
    expect(JSON.parse(JSON.parse(message?.message ?? '').default)).toEqual({
      AlarmName: 'web-5xx',
      AlarmDescription: 'The new version fails',
      AWSAccountId: '123456789012',
      AlarmConfigurationUpdatedTimestamp: alarm?.AlarmConfigurationUpdatedTimestamp?.toISOString().replace(
        'Z',
        '+0000',
      ),
      NewStateValue: 'ALARM',
      NewStateReason: 'too many errors',
      StateChangeTime: changed,
      Region: 'EU (Ireland)',
      AlarmArn: `${ARN}web-5xx`,
      OldStateValue: 'INSUFFICIENT_DATA',
      OKActions: [],
      AlarmActions: [TopicArn],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: 'HTTPCode_Target_5XX_Count',
        Namespace: 'AWS/ApplicationELB',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [{ name: 'LoadBalancer', value: 'app/web/0123456789abcdef' }],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 5,
        TreatMissingData: 'missing',
        EvaluateLowSampleCountPercentile: '',
      },
    });
    expect(engine.mail.at(-1)?.body).toMatch(
      /^You are receiving this email because your Amazon CloudWatch Alarm "web-5xx" in the EU \(Ireland\) region has entered the ALARM state, because "too many errors" at "\w+ \d\d \w+, 2026 [\d:]{8} UTC"\.\n/,
    );
  });

  it('of a composite one tell its rule and who brought it about', async () => {
    const TopicArn = await subscribedTopic();
    await putAlarm('a');
    await putComposite('any', 'ALARM(a)', { AlarmActions: [TopicArn], OKActions: [TopicArn] });
    await turn('a', 'ALARM');

    const messages = published().map(({ message }) => JSON.parse(JSON.parse(message).default));
    expect(messages).toMatchObject([
      { NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA' },
      {
        AlarmName: 'any',
        AlarmDescription: null,
        NewStateValue: 'ALARM',
        OldStateValue: 'OK',
        AlarmRule: 'ALARM(a)',
        TriggeringChildren: [{ Arn: `${ARN}a`, State: { Value: 'ALARM' } }],
      },
    ]);
    expect(messages[1]).not.toHaveProperty('Trigger');
  });

  it('are carried out on a change of state only, and not while they are switched off', async () => {
    const TopicArn = await subscribedTopic();
    await putAlarm('web-5xx', {
      AlarmActions: [TopicArn],
      OKActions: [TopicArn],
      InsufficientDataActions: [TopicArn],
    });
    await turn('web-5xx', 'ALARM');
    await turn('web-5xx', 'ALARM');
    expect(published()).toHaveLength(1);
    await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['web-5xx', 'gone'] }));
    await turn('web-5xx', 'OK');
    expect(published()).toHaveLength(1);
    await cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames: ['web-5xx'] }));
    await turn('web-5xx', 'INSUFFICIENT_DATA');
    expect(published().map(({ subject }) => subject?.split(':')[0])).toEqual(['ALARM', 'INSUFFICIENT_DATA']);
  });

  it('that fail hold nothing up, and the history says so', async () => {
    await putAlarm('web-5xx', { AlarmActions: ['arn:aws:sns:eu-west-1:123456789012:gone'] });
    await turn('web-5xx', 'ALARM');
    expect(await states()).toEqual({ 'web-5xx': 'ALARM' });
    const { AlarmHistoryItems } = await cloudwatch.send(new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action' }));
    expect(AlarmHistoryItems).toMatchObject([
      { HistorySummary: 'Failed to execute action arn:aws:sns:eu-west-1:123456789012:gone' },
    ]);
  });
});

describe('the history of alarms', () => {
  it('tells what happened, the newest first, also of an alarm that is gone', async () => {
    await putAlarm('a');
    await engine.clock.advance(60_000);
    await turn('a', 'ALARM', 'too much');
    await engine.clock.advance(60_000);
    await turn('a', 'OK', 'fine');
    await putComposite('any', 'ALARM(a)');
    await putComposite('any', 'TRUE');
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['any'] }));
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['a'] }));
    const history = async (input: DescribeAlarmHistoryCommandInput) =>
      (await cloudwatch.send(new DescribeAlarmHistoryCommand(input))).AlarmHistoryItems ?? [];
    const summaries = async (input: Parameters<typeof history>[0]) =>
      (await history(input)).map(({ HistorySummary }) => HistorySummary);

    expect(await summaries({ AlarmName: 'a' })).toEqual([
      'Alarm "a" deleted',
      'Alarm updated from ALARM to OK',
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm "a" created',
    ]);
    expect(await summaries({ AlarmTypes: ['CompositeAlarm'], ScanBy: 'TimestampAscending' })).toEqual([
      'Alarm "any" created',
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm "any" updated',
      'Alarm updated from OK to ALARM',
      'Alarm "any" deleted',
    ]);
    const [update] = await history({ HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending', MaxRecords: 1 });
    expect(JSON.parse(update?.HistoryData ?? '')).toEqual({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
      newState: { stateValue: 'ALARM', stateReason: 'too much' },
    });
    const at = update?.Timestamp;
    expect(await summaries({ StartDate: at, EndDate: at })).toEqual(['Alarm updated from INSUFFICIENT_DATA to ALARM']);
    await engine.clock.advance(31 * 24 * 3600 * 1000);
    expect(await summaries({ AlarmName: 'a' })).toEqual([]);
  });
});

describe('the tags of an alarm', () => {
  it('come with it, are added and taken away', async () => {
    await putAlarm('a', { Tags: [{ Key: 'team', Value: 'web' }] });
    const ResourceARN = `${ARN}a`;
    await cloudwatch.send(
      new TagResourceCommand({
        ResourceARN,
        Tags: [
          { Key: 'team', Value: 'api' },
          { Key: 'stage', Value: 'test' },
        ],
      }),
    );
    await putAlarm('a', { Tags: [{ Key: 'ignored', Value: 'on an update' }] });
    await cloudwatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['stage'] }));
    expect((await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([
      { Key: 'team', Value: 'api' },
    ]);
    await expect(cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: `${ARN}gone` }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceId: 'gone',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('the protocols of CloudWatch', () => {
  it('are JSON 1.0 with the codes of the Query protocol in a header', async () => {
    const answer = await fetch(engine.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.SetAlarmState',
        'x-amzn-query-mode': 'true',
      },
      body: JSON.stringify({ AlarmName: 'a' }),
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(answer.headers.get('x-amzn-query-error')).toBe('ValidationError;Sender');
    expect(await answer.json()).toMatchObject({
      message:
        "2 validation errors detected: Value null at 'stateValue' failed to satisfy constraint: Member must not be null; Value null at 'stateReason' failed to satisfy constraint: Member must not be null",
    });
  });

  it('leave the header out for a client that does not ask for it', async () => {
    const answer = await fetch(engine.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.SetAlarmState' },
      body: '{"AlarmName":"a","StateValue":"OK","StateReason":""}',
    });
    expect([answer.status, answer.headers.get('x-amzn-query-error')]).toEqual([404, null]);
    expect(await answer.json()).toEqual({ __type: 'ResourceNotFound', message: '' });
  });

  it('are Query as well, on the same alarms', async () => {
    const put = await query({
      Action: 'PutMetricAlarm',
      AlarmName: 'web-5xx',
      MetricName: 'Errors',
      Namespace: 'Web',
      'Dimensions.member.1.Name': 'Stage',
      'Dimensions.member.1.Value': 'test',
      Statistic: 'Sum',
      Period: '60',
      EvaluationPeriods: '1',
      Threshold: '5.5',
      ComparisonOperator: 'GreaterThanThreshold',
      ActionsEnabled: 'false',
    });
    expect(await put.text()).toMatch(
      /<PutMetricAlarmResponse xmlns="http:\/\/monitoring.amazonaws.com\/doc\/2010-08-01\/"><ResponseMetadata><RequestId>/,
    );
    expect(await described()).toMatchObject([
      { AlarmName: 'web-5xx', Threshold: 5.5, ActionsEnabled: false, Dimensions: [{ Name: 'Stage', Value: 'test' }] },
    ]);
    const describing = await query({ Action: 'DescribeAlarms', 'AlarmNames.member.1': 'web-5xx' });
    expect(await describing.text()).toMatch(
      /<DescribeAlarmsResult><CompositeAlarms><\/CompositeAlarms><MetricAlarms><member><AlarmName>web-5xx<.*<Dimensions><member><Name>Stage<\/Name><Value>test<\/Value><\/member><\/Dimensions>/,
    );

    const gone = await query({ Action: 'SetAlarmState', AlarmName: 'x', StateValue: 'OK', StateReason: 'r' });
    expect(gone.status).toBe(404);
    expect(await gone.text()).toMatch(/<Error><Type>Sender<\/Type><Code>ResourceNotFound<\/Code>/);
    const missing = await query({ Action: 'SetAlarmState', AlarmName: 'x', StateValue: 'OK' });
    expect(await missing.text()).toMatch(/<Code>ValidationError<\/Code>/);
  });

  it('refuse what the engine does not model, and say so', async () => {
    await expect(
      cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Web', MetricData: [{ MetricName: 'Errors', Value: 1 }] })),
    ).rejects.toMatchObject({ name: 'UnknownOperationException' });
    await expect(
      cloudwatch.send(new GetMetricDataCommand({ StartTime: START, EndTime: START, MetricDataQueries: [] })),
    ).rejects.toMatchObject({ name: 'UnknownOperationException' });
    expect(await (await query({ Action: 'GetMetricStatistics' })).text()).toMatch(
      /<Message>Could not find operation GetMetricStatistics for version 2010-08-01<\/Message>/,
    );
    expect(warnings).toEqual(
      ['PutMetricData', 'GetMetricData', 'GetMetricStatistics'].map(
        (name) => `The embedded engine does not model monitoring ${name}`,
      ),
    );
  });
});

it('keeps alarms in another region apart', async () => {
  await putAlarm('a');
  const elsewhere = new CloudWatchClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  expect((await elsewhere.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
  await expect(
    sns.send(new GetTopicAttributesCommand({ TopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' })),
  ).rejects.toMatchObject({ name: 'NotFoundException' });
  elsewhere.destroy();
});
