/**
 * Which operations a rule is about: `*`, a service's signing name (`codedeploy:*`) or one operation
 * (`codedeploy:GetDeployment`); several are separated by commas.
 */
export type OperationPattern = string;

/** Which of the matching requests a rule is about; the first one is number 1. */
export type Turns =
  | { readonly kind: 'all' }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'from'; readonly number: number }
  /** A share of them, 0 to 1, drawn from the seed. */
  | { readonly kind: 'share'; readonly share: number }
  /** Those beyond a token bucket: so many at once, so many more each engine second. */
  | { readonly kind: 'beyond'; readonly burst: number; readonly perSecond: number };

/** What becomes of a request. */
export type RequestFate =
  /** Refused before it is carried out. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly status: number }
  /** The connection is cut before it is carried out. */
  | { readonly kind: 'reset' }
  /** It is carried out, and its answer never arrives. */
  | { readonly kind: 'answer-lost' }
  /** It is carried out, and its answer breaks off in the middle. */
  | { readonly kind: 'truncated' }
  /** Its answer comes so many engine seconds late. */
  | { readonly kind: 'slow'; readonly seconds: number };
