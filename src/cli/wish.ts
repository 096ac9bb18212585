import type { BootstrapWish } from '../bootstrap/wish.js';
import { bootstrapWish } from '../bootstrap/wish-from-config.js';
import type { Config } from '../config/config.js';
import type { Artifacts } from '../generate/artifacts.js';

/** A network for those who rehearse: the embedded engine keeps books of it and asks no more. */
const LOCAL_NETWORK = {
  vpc: 'vpc-0000000000000local',
  subnets: ['subnet-00000000000local1', 'subnet-00000000000local2'],
};

/** What is to be created; on the embedded engine the network need not be named. */
export function wishFor(config: Config, artifacts: Artifacts, local: boolean): BootstrapWish {
  if (!local) return bootstrapWish(config, artifacts);
  const { vpc = LOCAL_NETWORK.vpc, subnets = LOCAL_NETWORK.subnets } = config.bootstrap;
  return bootstrapWish({ ...config, bootstrap: { ...config.bootstrap, vpc, subnets } }, artifacts);
}
