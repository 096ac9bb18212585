/** Where SNS itself is reached in a region. */
export function awsOrigin(region: string): string {
  return `https://sns.${region}.amazonaws.com`;
}

/**
 * The link that confirms a subscription when it is visited.
 *
 * @param origin - where SNS is reached, without a slash at its end
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function confirmationLink(origin: string, topicArn: string, token: string): string {
  return `${origin}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
}

/** The link that ends a subscription when it is visited. */
export function unsubscribeLink(origin: string, subscriptionArn: string): string {
  return `${origin}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}
