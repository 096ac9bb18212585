/** The tag of an image (`1.4` of `registry.example:5000/web:1.4`); without one its digest, or else `latest`. */
export function imageTag(image: string): string {
  const [named = ''] = image.split('@');
  const name = named.slice(named.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  if (colon >= 0) return name.slice(colon + 1);
  return image.includes('@') ? image.slice(image.indexOf('@') + 1) : 'latest';
}
