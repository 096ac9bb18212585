/** `deploymentGroup` as `deployment-group`. */
export function kebabCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `deployment-group` as `deploymentGroup`. */
export function camelCase(key: string): string {
  return key.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}
