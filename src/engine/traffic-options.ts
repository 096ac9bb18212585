/** How an engine runs real tasks and real load balancers. */
export interface TrafficOptions {
  /**
   * What runs in the place of containers: a shell command, by container name. A command without a name belongs to the
   * container that the service's load balancer names. A container that is named here nowhere, and that the load balancer
   * names, is a small built-in application.
   */
  readonly run?: string | Readonly<Record<string, string>>;
  /** Values for the secrets of task definitions, by the name of the environment variable. Real ones are never read. */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * Where a load balancer's listener is to be found on this machine: ports by listener port. @defaultValue the
   * listener's own port where it can be had, otherwise the one eleven thousand above it, otherwise any that is free
   */
  readonly ports?: Readonly<Record<number, number>>;
  /**
   * Real milliseconds after which a task counts as running although its port does not accept connections yet; its
   * health checks go on from there. @defaultValue 10000
   */
  readonly portPatienceMs?: number;
  /** Where commands start. @defaultValue the working directory */
  readonly folder?: string;
}
