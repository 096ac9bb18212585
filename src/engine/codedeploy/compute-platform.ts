import { InvalidComputePlatformException$ } from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';

/**
 * The compute platform that a request names; `Server` where it names none.
 *
 * @throws Fault `InvalidComputePlatformException`
 */
export function platformOf(name: string | undefined): 'Server' | 'Lambda' | 'ECS' {
  switch (name) {
    case undefined:
      return 'Server';
    case 'Server':
    case 'Lambda':
    case 'ECS':
      return name;
    default:
      throw new Fault(
        InvalidComputePlatformException$,
        `The compute platform ${name} is not one of Server, Lambda, ECS`,
      );
  }
}
