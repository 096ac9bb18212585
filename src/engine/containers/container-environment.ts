import { devNull } from 'node:os';
import type { PlannedContainer } from './container-plan.js';

/** What a command gets of this process's environment: what programs are found and run with, and nothing of its own. */
const INHERITED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|TMPDIR|TEMP|TMP|XDG_[A-Z_]+|LD_LIBRARY_PATH|(NVM|FNM|VOLTA|ASDF|MISE|PYENV|RBENV|NODENV|SDKMAN|GOENV)_[A-Z_]+|VIRTUAL_ENV|JAVA_HOME|GO(PATH|ROOT)|CARGO_HOME|RUSTUP_HOME|SYSTEMROOT|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;

/** What could lead a task's SDK to a real account, wherever it comes from. */
const LEADS_TO_AWS =
  /^AWS_(ENDPOINT_URL(_.*)?|IGNORE_CONFIGURED_ENDPOINT_URLS|PROFILE|DEFAULT_PROFILE|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|CONFIG_FILE|SHARED_CREDENTIALS_FILE|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_.*)$/i;

/** What the environment of a container is made of. */
export interface EnvironmentParts {
  readonly container: PlannedContainer;
  /** The ports of this machine, by container port. */
  readonly ports: Readonly<Record<number, number>>;
  /** The one that the container is to listen on first of all. */
  readonly port: number;
  readonly region: string;
  /** The engine's address. */
  readonly endpoint: string;
  /** This process's environment. */
  readonly own: Readonly<NodeJS.ProcessEnv>;
}

/**
 * The whole environment of a command that stands for a container: a little of this process's, what the task definition
 * says, the stand-ins for its secrets, the ports, and the engine in the place of AWS. Later ones win: a `PORT` of the
 * task definition is the container's own and cannot be had on this machine.
 */
export function containerEnvironment(parts: EnvironmentParts): Record<string, string> {
  const { container, ports, port, region, endpoint, own } = parts;
  return {
    ...given(Object.entries(own).filter(([name]) => INHERITED.test(name))),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...given(Object.entries(container.environment).filter(([name]) => !LEADS_TO_AWS.test(name))),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    PORT: String(port),
    ...Object.fromEntries(Object.entries(ports).map(([inside, local]) => [`PORT_${inside}`, String(local)])),
    ...container.identity,
  };
}

function given(entries: readonly (readonly [string, string | undefined])[]): Record<string, string> {
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
