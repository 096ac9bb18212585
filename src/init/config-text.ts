import { stringify } from 'yaml';
import type { InitSubject } from './subject.js';

const HEADER = `# yaml-language-server: $schema=./node_modules/bg-deploy/schema/bg-deploy.schema.json
# What bg-deploy releases, and where. All keys: node_modules/bg-deploy/docs/configuration.md
`;

/** The configuration file of a project. */
export function configText(subject: InitSubject, values: Readonly<Record<string, string>>): string {
  const { cluster, service, application, deploymentGroup, region } = subject;
  const keys = {
    cluster,
    service,
    ...(application === undefined ? {} : { application }),
    ...(deploymentGroup === undefined ? {} : { deploymentGroup }),
    ...(region === undefined ? {} : { region }),
    taskDefinition: 'taskdef.json',
    appSpec: 'appspec.yml',
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
  return `${HEADER}${stringify(keys, { lineWidth: 0 })}`;
}
