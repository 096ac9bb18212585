/**
 * A reference to a container image, taken apart.
 *
 * @see https://github.com/distribution/reference/blob/main/regexp.go
 */
export interface ImageReference {
  /** The reference as it was written. */
  readonly text: string;
  /** Host and port of the registry; absent for Docker Hub's short names. */
  readonly registry?: string;
  /** The repository's path in the registry, e.g. `team/web`. */
  readonly path: string;
  readonly tag?: string;
  /** e.g. `sha256:…` */
  readonly digest?: string;
}

const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const REGISTRY =
  /^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const SHA256 = /^sha256:[0-9a-f]{64}$/;
/** The limit of registries on registry, path and the slash between them. */
const NAME_LIMIT = 255;
/** Longer text is no reference: 255 of name, 128 of tag, and a digest of any algorithm that is in use. */
const TEXT_LIMIT = 1024;

/** Reads an image reference; `undefined` where the text is none. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > TEXT_LIMIT) return undefined;
  const [named = '', digest, ...tooMany] = text.split('@');
  if (tooMany.length > 0 || (digest !== undefined && !isDigest(digest))) return undefined;

  // A colon behind the last slash begins the tag; one before it belongs to the registry's port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) return undefined;

  const name = colon === -1 ? named : named.slice(0, colon);
  if (name.length > NAME_LIMIT) return undefined;
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  const registry = isRegistry(first) ? first : undefined;
  const path = registry === undefined ? name : name.slice(slash + 1);
  if (registry !== undefined && !REGISTRY.test(registry)) return undefined;
  // Docker would take such a name for the id of an image.
  if (registry === undefined && /^[a-f0-9]{64}$/.test(path)) return undefined;
  if (!path.split('/').every((component) => PATH_COMPONENT.test(component))) return undefined;
  return {
    text,
    ...(registry === undefined ? {} : { registry }),
    path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Docker's rule: only a first part with a dot, a colon or a capital in it, or `localhost`, is a registry. */
function isRegistry(first: string): boolean {
  return /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
}

/** A digest by the grammar; one of sha256 has 64 digits in small letters. */
function isDigest(text: string): boolean {
  return text.startsWith('sha256:') ? SHA256.test(text) : DIGEST.test(text);
}

/** Whether a text is a digest that ECS takes: sha256 and no other algorithm. */
export function isSha256(text: string): boolean {
  return SHA256.test(text);
}

/** The repository without tag and digest. Docker Hub's long and short names are the same repository. */
export function repositoryOf({ registry, path }: ImageReference): string {
  const hub =
    registry === undefined ||
    registry === 'docker.io' ||
    registry === 'index.docker.io' ||
    registry === 'registry-1.docker.io';
  if (hub) return `docker.io/${path.includes('/') ? path : `library/${path}`}`;
  return `${registry.toLowerCase()}/${path}`;
}

/** The last part of the repository's path: `web` of `registry.example/team/web:1`. */
export function shortNameOf({ path }: ImageReference): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * The same image by its content: `repository@digest`. The tag goes, because ECS documents a tag or a digest, and its
 * agent 1.83 failed on both together.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * @see https://github.com/aws/amazon-ecs-agent/pull/4256
 */
export function pinnedTo(reference: ImageReference, digest: string): ImageReference {
  const { registry, path } = reference;
  return {
    text: `${registry === undefined ? '' : `${registry}/`}${path}@${digest}`,
    ...(registry === undefined ? {} : { registry }),
    path,
    digest,
  };
}

/** Whether two references name one image in one repository: by the same tag, or by the same digest. */
export function sameImage(one: ImageReference, other: ImageReference): boolean {
  if (repositoryOf(one) !== repositoryOf(other)) return false;
  if (one.digest !== undefined || other.digest !== undefined) return one.digest === other.digest;
  return (one.tag ?? 'latest') === (other.tag ?? 'latest');
}
