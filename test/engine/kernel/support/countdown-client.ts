import { CreateClusterCommand, DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { credentials } from './test-model.js';

/** Speaks to the countdown service as a program would. */
export function countdownClient(endpoint: string, region = 'eu-west-1') {
  const client = new ECSClient({ endpoint, region, credentials, maxAttempts: 1 });
  return {
    client,
    /** Notes down what is to happen in so many seconds. */
    async note(what: string, seconds: number): Promise<void> {
      await client.send(new CreateClusterCommand({ clusterName: `${what}+${seconds}` }));
    },
    /** What has happened so far, and when that was asked. */
    async done(): Promise<(string | undefined)[]> {
      const { clusters = [] } = await client.send(new DescribeClustersCommand({}));
      return clusters.map(({ clusterName }) => clusterName);
    },
  };
}
