import { type Broken, type Container, inContainers, type Subject } from './rule.js';

const AWSLOGS_OPTIONS = new Set([
  ...['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix', 'awslogs-create-group'],
  ...['awslogs-datetime-format', 'awslogs-multiline-pattern', 'mode', 'max-buffer-size'],
  ...[
    'awslogs-endpoint',
    'awslogs-format',
    'awslogs-force-flush-interval-seconds',
    'awslogs-max-buffered-events',
    'tag',
  ],
]);

/** The rules on log drivers and FireLens. */
export function* checkLogging(subject: Subject): Generator<Broken> {
  const { containers, fargate } = subject;
  const routers = containers.filter(({ firelensConfiguration }) => firelensConfiguration !== undefined);
  for (const container of containers) {
    switch (container.logConfiguration?.logDriver) {
      case 'awslogs':
        yield* checkAwslogs(container, subject);
        break;
      case 'splunk':
        yield* checkSplunk(container);
        break;
      case 'awsfirelens':
        if (routers.length > 0) break;
        yield {
          rule: 'firelens-router',
          path: [...container.path, 'logConfiguration', 'logDriver'],
          reads: [inContainers('firelensConfiguration')],
          message: `${container.called} logs through FireLens, and no container has a firelensConfiguration`,
          remedy: 'Add a log router container with "firelensConfiguration": { "type": "fluentbit" }.',
        };
    }
  }
  for (const { path } of routers.slice(1)) {
    yield {
      rule: 'firelens-twice',
      path: [...path, 'firelensConfiguration'],
      message: 'two containers are log routers of FireLens, and a task has one',
      remedy: 'Remove "firelensConfiguration" from one of them.',
    };
  }
  for (const { path, firelensConfiguration } of routers) {
    const options = firelensConfiguration?.options ?? {};
    if (options['config-file-type'] !== 's3') continue;
    const at = [...path, 'firelensConfiguration', 'options'];
    if (fargate) {
      yield {
        rule: 'fargate-firelens-config',
        path: [...at, 'config-file-type'],
        message: 'on Fargate, FireLens reads no configuration from S3',
        remedy: 'Put the file into the image and use "config-file-type": "file".',
      };
    } else if (!/^arn:aws[a-z0-9-]{0,20}:s3:::[^/]{3,63}\/./.test(options['config-file-value'] ?? '')) {
      yield {
        rule: 'firelens-config-arn',
        path: [...at, 'config-file-value'],
        message: 'config-file-value is not the ARN of an S3 object',
        remedy: 'Write arn:aws:s3:::<bucket>/<file>.',
      };
    }
  }
}

function* checkAwslogs({ path, called, logConfiguration }: Container, { fargate, quote }: Subject): Generator<Broken> {
  const options = logConfiguration?.options ?? {};
  const at = [...path, 'logConfiguration', 'options'];
  const needed = ['awslogs-group', 'awslogs-region', ...(fargate ? ['awslogs-stream-prefix'] : [])];
  for (const option of needed) {
    if (options[option]) continue;
    yield {
      rule: 'awslogs-options',
      path: options[option] === undefined ? [...path, 'logConfiguration'] : [...at, option],
      reads: [[...at, option]],
      message: `the log of ${called} has no ${option}, which awslogs ${option.endsWith('prefix') ? 'on Fargate ' : ''}needs`,
      remedy: `Add "${option}" to "options".`,
    };
  }
  if ((options['awslogs-create-group'] ?? 'true').toLowerCase() !== 'true') {
    yield {
      rule: 'awslogs-create-group',
      path: [...at, 'awslogs-create-group'],
      message: `awslogs-create-group is "true" or left out, and here it is ${quote([...at, 'awslogs-create-group'])}`,
      remedy: 'Remove it.',
    };
  }
  if (options['awslogs-datetime-format'] !== undefined && options['awslogs-multiline-pattern'] !== undefined) {
    yield {
      rule: 'awslogs-multiline',
      path: [...at, 'awslogs-multiline-pattern'],
      message: 'awslogs-datetime-format and awslogs-multiline-pattern exclude each other',
      remedy: 'Keep one of the two.',
    };
  }
  for (const option of Object.keys(options)) {
    if (AWSLOGS_OPTIONS.has(option)) continue;
    yield {
      rule: 'awslogs-unknown-option',
      path: [...at, option],
      message: `the log of ${called} has an option that awslogs is not known to have`,
      remedy: 'Correct or remove it: ECS refuses options that it does not know.',
    };
  }
}

function* checkSplunk({ path, called, logConfiguration }: Container): Generator<Broken> {
  const given = new Set([
    ...Object.keys(logConfiguration?.options ?? {}),
    ...(logConfiguration?.secretOptions ?? []).map(({ name }) => name),
  ]);
  const missing = ['splunk-url', 'splunk-token'].filter((name) => !given.has(name));
  if (missing.length === 0) return;
  yield {
    rule: 'splunk-options',
    path: [...path, 'logConfiguration'],
    reads: [
      [...path, 'logConfiguration', 'options'],
      [...path, 'logConfiguration', 'secretOptions'],
    ],
    message: `the log of ${called} has no ${missing.join(' and no ')}, which splunk needs`,
    remedy: 'Add it to "options", a token rather to "secretOptions".',
  };
}
