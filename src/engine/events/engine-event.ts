/**
 * An event in the form in which Amazon EventBridge hands it on.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export interface EngineEvent {
  readonly version: '0';
  /** A UUID; the same in every run that goes the same way. */
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: 'aws.codedeploy' | 'aws.ecs' | 'aws.cloudwatch';
  readonly account: string;
  /** Engine time in whole seconds, ISO 8601. */
  readonly time: string;
  readonly region: string;
  /** ARNs of what it is about. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}
