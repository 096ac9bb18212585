import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The version of a signature: 1 is SHA-1, 2 is SHA-256, both with RSA. */
export type SignatureVersion = '1' | '2';

/** The members of a message that are signed, where they are there, in the order of their bytes. */
const SIGNED = ['Message', 'MessageId', 'SubscribeURL', 'Subject', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;

/** A message as it is sent, before it is signed. */
export interface Signable extends Partial<Record<(typeof SIGNED)[number], string>> {
  readonly Type: string;
}

let keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;

/** Made when it is first needed; the certificate that AWS names for its own is nobody's here. */
function signingKeys(): NonNullable<typeof keys> {
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keys;
}

/** The key that verifies the signatures of this process. It is made by the first who asks, which takes a while. */
export function verificationKey(): KeyObject {
  return signingKeys().publicKey;
}

/**
 * The text that SNS signs: names and values of certain members, a line each.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function stringToSign(message: Signable): string {
  const confirmation = message.Type !== 'Notification';
  return SIGNED.filter((name) => message[name] !== undefined && !(confirmation && name === 'Subject'))
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
}

/** The members that a signature adds to a message. */
export function signatureOf(message: Signable, version: SignatureVersion, region: string) {
  const signer = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256').update(stringToSign(message), 'utf8');
  return {
    SignatureVersion: version,
    Signature: signer.sign(signingKeys().privateKey, 'base64'),
    SigningCertURL: `https://sns.${region}.amazonaws.com/SimpleNotificationService-bg-deploy-embedded-engine.pem`,
  };
}
