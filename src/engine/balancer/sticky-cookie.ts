/** The cookies by which an Application Load Balancer recognises its clients. */
export type StickyCookie = 'AWSALBTG' | 'AWSALB' | 'AWSALBAPP-0';

/** What a sticky cookie says. AWS encrypts it; to a client it is opaque either way. */
export function stickyValue(content: string): string {
  return Buffer.from(content).toString('base64url');
}

/** A `Set-Cookie` header that lasts so many seconds. */
export function stickyCookie(name: StickyCookie, content: string, seconds: number, now: number): string[] {
  const lasting = `=${stickyValue(content)}; Expires=${new Date(now + seconds * 1000).toUTCString()}; Path=/`;
  // AWS sends a second cookie for requests of other sites, which browsers take over HTTPS only.
  return name === 'AWSALBAPP-0' ? [name + lasting] : [name + lasting, `${name}CORS${lasting}; SameSite=None; Secure`];
}
