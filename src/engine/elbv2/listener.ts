import {
  type Certificate,
  InvalidConfigurationRequestException$,
  type Listener,
  type ProtocolEnum,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../fault.js';
import { checkRange, validationError } from './validation.js';
import type { KnownLoadBalancer, ListenerRecord } from './world.js';

/** The protocols of a listener by the type of its load balancer. */
const PROTOCOLS: Record<KnownLoadBalancer['Type'], readonly ProtocolEnum[]> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
  gateway: ['GENEVE'],
};

/**
 * Checks a listener's protocol, port and certificate against its load balancer.
 *
 * @throws ProtocolFault `ValidationError`
 * @throws Fault `InvalidConfigurationRequest`
 */
export function checkListenerProtocol(
  balancer: KnownLoadBalancer,
  protocol: ProtocolEnum | undefined,
  port: number | undefined,
  certificates: readonly Certificate[] | undefined,
): NonNullable<Listener['Protocol']> {
  checkRange('Listener port', port, 1, 65_535);
  if (!protocol) throw validationError('A listener protocol must be specified');
  const possible = PROTOCOLS[balancer.Type];
  if (!possible.includes(protocol)) {
    throw validationError(`Listener protocol '${protocol}' must be one of '${possible.join(', ')}'`);
  }
  if ((protocol === 'HTTPS' || protocol === 'TLS') && certificates?.length !== 1) {
    throw new Fault(InvalidConfigurationRequestException$, `A certificate must be specified for ${protocol} listeners`);
  }
  return protocol;
}

/** A listener's default rule: not stored, so that it can never differ from the listener's default actions. */
export function defaultRule(listener: ListenerRecord): Rule {
  return {
    RuleArn: listener.defaultRuleArn,
    Priority: 'default',
    Conditions: [],
    Actions: listener.shown.DefaultActions,
    IsDefault: true,
  };
}
