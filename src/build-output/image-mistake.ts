/**
 * Why a text is no image reference, as the end of a sentence; for messages only, after the grammar has refused it.
 *
 * @see https://github.com/distribution/reference/blob/main/reference.go
 */
export function imageMistake(text: string): string {
  if (text === '') return 'is empty';
  if (text.length > 1024) return 'is far too long for an image reference';
  const because = reasonFor(text);
  return `is no image reference${because ? `: ${because}` : ''}`;
}

function reasonFor(text: string): string | undefined {
  if (/[<{]|\$[A-Za-z_]|%\w+%|__\w+__/.test(text)) return 'it has a placeholder that nobody filled';
  if (/\s/.test(text)) return 'there is a space in it';
  if (/^[a-z]+:\/\//i.test(text)) return 'it begins like a URL, and image references have no https://';
  const [named = '', digest, more] = text.split('@');
  if (more !== undefined) return 'there is more than one @';
  if (named === '') return 'there is no repository before the @';
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    return 'a digest is sha256: and 64 digits, 0 to 9 and a to f';
  }
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  const name = colon === -1 ? named : named.slice(0, colon);
  if (tag === '') return 'there is no tag behind the :';
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) {
    return 'a tag has up to 128 letters, digits and _ . -, and begins with no . or -';
  }
  if (name.length > 255) return 'the repository has more than 255 characters';
  if (/\/\/|^\/|\/$/.test(name)) return 'a part of the repository is empty';
  if (/[A-Z]/.test(name.slice(name.indexOf('/') + 1))) return 'a repository is written in small letters';
  return undefined;
}
