import { ComparisonOperator, type PutMetricAlarmInput, StandardUnit, Statistic } from '@aws-sdk/client-cloudwatch';
import { checkAlarmSettings } from './alarm-settings.js';
import { checkCount, checkEnum, checkLength, checkRange, invalidCombination, validationError } from './refusal.js';

/** The longest time that an alarm may look back on, in seconds: a day, and a week where a period has an hour or more. */
const LONGEST_EVALUATION = { short: 86_400, long: 604_800 } as const;
const HOUR = 3600;

/**
 * Refuses what is no metric alarm.
 *
 * @throws Fault `ValidationError`, `InvalidParameterCombination`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function checkMetricAlarm(input: PutMetricAlarmInput): void {
  checkAlarmSettings(input);
  if (input.EvaluationCriteria || input.EvaluationWindow || input.WarmUpConfiguration || input.ActionConfiguration) {
    throw validationError(
      'The embedded engine does not model EvaluationCriteria, EvaluationWindow, WarmUpConfiguration and ActionConfiguration',
    );
  }
  checkEnum(input.Statistic, 'statistic', Object.values(Statistic));
  checkEnum(input.Unit, 'unit', Object.values(StandardUnit));
  checkEnum(input.ComparisonOperator, 'comparisonOperator', Object.values(ComparisonOperator));
  checkLength(input.MetricName, 'metricName', 1, 255);
  checkLength(input.Namespace, 'namespace', 1, 255);
  checkCount(input.Dimensions, 'dimensions', 30);
  for (const { Name, Value } of input.Dimensions ?? []) {
    checkLength(Name, 'dimensions.name', 1, 255);
    checkLength(Value, 'dimensions.value', 1, 1024);
  }
  checkRange(input.EvaluationPeriods, 'evaluationPeriods', 1);
  checkRange(input.DatapointsToAlarm, 'datapointsToAlarm', 1);
  checkRange(input.Period, 'period', 10);
  if (input.TreatMissingData !== undefined && !MISSING_DATA.includes(input.TreatMissingData)) {
    throw validationError(`Option ${input.TreatMissingData} is not supported for TreatMissingData.`);
  }
  if (input.Metrics) checkMetricMath(input);
  else checkMetric(input);
  if (input.EvaluationPeriods === undefined) throw validationError('EvaluationPeriods is required');
  if (input.ComparisonOperator === undefined) throw validationError('ComparisonOperator is required');
  if (input.Threshold === undefined && input.ThresholdMetricId === undefined) {
    throw validationError('Either Threshold or ThresholdMetricId is required');
  }
  if ((input.DatapointsToAlarm ?? 1) > input.EvaluationPeriods) {
    throw validationError('DatapointsToAlarm must not be greater than EvaluationPeriods');
  }
  checkEvaluationTime(input.Period ?? 0, input.EvaluationPeriods);
}

const MISSING_DATA: readonly string[] = ['breaching', 'notBreaching', 'ignore', 'missing'];

function checkMetric({ MetricName, Namespace, Statistic: statistic, ExtendedStatistic, Period }: PutMetricAlarmInput) {
  if (MetricName === undefined) throw validationError('Either MetricName or Metrics is required');
  if (Namespace === undefined) throw validationError('Namespace is required');
  if (statistic === undefined && ExtendedStatistic === undefined) {
    throw validationError('Either Statistic or ExtendedStatistic is required');
  }
  if (statistic !== undefined && ExtendedStatistic !== undefined) {
    throw invalidCombination('Statistic and ExtendedStatistic cannot both be specified');
  }
  if (Period === undefined) throw validationError('Period is required');
  if (Period % 60 !== 0 && ![10, 20, 30].includes(Period)) {
    throw validationError('Metric Period must be one of 10, 20, 30 or a multiple of 60.');
  }
}

function checkMetricMath(input: PutMetricAlarmInput): void {
  const { MetricName, Namespace, Statistic: statistic, ExtendedStatistic, Dimensions, Period, Unit } = input;
  const single = [MetricName, Namespace, statistic, ExtendedStatistic, Dimensions, Period, Unit];
  if (single.some((value) => value !== undefined)) {
    throw validationError(
      'Metrics list must not be specified together with MetricName, Namespace, Dimensions, Period, Unit, Statistic or ExtendedStatistic',
    );
  }
  checkCount(input.Metrics, 'metrics', 20);
}

function checkEvaluationTime(period: number, periods: number): void {
  const longest = period >= HOUR ? LONGEST_EVALUATION.long : LONGEST_EVALUATION.short;
  if (period * periods > longest) {
    throw validationError(`Metrics cannot be checked across more than ${longest} seconds (EvaluationPeriods * Period)`);
  }
}
