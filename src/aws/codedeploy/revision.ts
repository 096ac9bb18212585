import { GetApplicationRevisionCommand, type RevisionLocation } from '@aws-sdk/client-codedeploy';
import { isBgDeployError } from '../../errors.js';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';

/**
 * The text of the AppSpec of a deployment. A deployment itself only tells the text's SHA-256, so the application is
 * asked for it.
 *
 * @returns `null` where the text is not kept by CodeDeploy (a revision in S3, or one that is gone)
 */
export async function getAppSpecText(
  clients: AwsClients,
  application: string,
  revision: RevisionLocation | null,
  signal?: AbortSignal,
): Promise<string | null> {
  const location = inlineLocation(revision);
  if (location === null) return null;
  const question = { service: 'codedeploy', operation: 'GetApplicationRevision', resource: application } as const;
  try {
    const { revision: found } = await asking(question, signal, () =>
      clients.codedeploy.send(new GetApplicationRevisionCommand({ applicationName: application, revision: location }), {
        abortSignal: signal,
      }),
    );
    return found?.appSpecContent?.content ?? found?.string?.content ?? null;
  } catch (error) {
    if (isBgDeployError(error) && error.code === 'aws-not-found') return null;
    throw error;
  }
}

function inlineLocation(revision: RevisionLocation | null): RevisionLocation | null {
  if (revision?.appSpecContent?.sha256) {
    return { revisionType: 'AppSpecContent', appSpecContent: { sha256: revision.appSpecContent.sha256 } };
  }
  if (revision?.string?.sha256) return { revisionType: 'String', string: { sha256: revision.string.sha256 } };
  return null;
}
