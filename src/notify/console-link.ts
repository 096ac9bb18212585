import { parseArn } from '../domain/arn.js';

/** The host of the AWS console in each partition that has a public one. */
const CONSOLES: Readonly<Record<string, (region: string) => string>> = {
  aws: (region) => `${region}.console.aws.amazon.com`,
  'aws-cn': (region) => `${region}.console.amazonaws.cn`,
  'aws-us-gov': () => 'console.amazonaws-us-gov.com',
  'aws-eusc': (region) => `${region}.console.amazonaws-eusc.eu`,
};

/**
 * Where the AWS console shows a deployment.
 *
 * @param arn - any ARN of the account: it tells the partition; without one the region does
 * @returns `null` in a partition without a public console
 */
export function consoleLink(region: string, deploymentId: string, arn: string | null): string | null {
  const partition = (arn === null ? undefined : parseArn(arn)?.partition) ?? partitionOf(region);
  const host = CONSOLES[partition]?.(encodeURIComponent(region));
  if (host === undefined || region === '') return null;
  return `https://${host}/codesuite/codedeploy/deployments/${encodeURIComponent(deploymentId)}?region=${encodeURIComponent(region)}`;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  if (/^[a-z]+-iso/.test(region)) return 'aws-iso';
  return 'aws';
}
