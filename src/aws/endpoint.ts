/** The services that a release talks to. */
const RELEASE_SERVICES = ['codedeploy', 'ecs', 'elbv2', 'sns'] as const;
/** The services that are asked for values of templates. */
export const LOOKUP_SERVICES = ['ssm', 'secretsmanager', 'cloudformation', 's3'] as const;

/** The services that are talked to. */
export type ServiceKey = (typeof RELEASE_SERVICES | typeof LOOKUP_SERVICES)[number];

/**
 * The part of `AWS_ENDPOINT_URL_<SERVICE>` that names each service.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html
 */
const VARIABLE_SUFFIX: Record<ServiceKey, string> = {
  codedeploy: 'CODEDEPLOY',
  ecs: 'ECS',
  elbv2: 'ELASTIC_LOAD_BALANCING_V2',
  sns: 'SNS',
  ssm: 'SSM',
  secretsmanager: 'SECRETS_MANAGER',
  cloudformation: 'CLOUDFORMATION',
  s3: 'S3',
};

/**
 * The endpoint that the environment names for a service. Endpoints of the shared configuration file are left to the
 * SDK, which reads that file anyway.
 */
export function configuredEndpoint(
  service: ServiceKey,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true') return undefined;
  return env[`AWS_ENDPOINT_URL_${VARIABLE_SUFFIX[service]}`] || env.AWS_ENDPOINT_URL || undefined;
}

/** Whether the environment names an endpoint for any of some services; default: those of a release. */
export function hasConfiguredEndpoint(
  env: Readonly<Record<string, string | undefined>>,
  services: readonly ServiceKey[] = RELEASE_SERVICES,
): boolean {
  return services.some((service) => configuredEndpoint(service, env) !== undefined);
}

/** Whether an endpoint is an address of this machine, which AWS never is. */
export function isLoopback(endpoint: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined) return false;
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}
