import { expect, it } from 'vitest';
import { run } from './console.js';
import { project } from './project.js';

const TASK_DEFINITION = `{ // the service
  "family": "{{ env \`FAMILY\` \`web\` }}", "memory": "512",
  "containerDefinitions": [
    { "name": "web", "image": "<IMAGE1_NAME>", "essential": true, "user": "\${USER_ID}", "hostname": "your-host",
      "portMappings": [{ "containerPort": 8080 }], }
  ]
}`;
const argv = ['generate', '--image', 'r.example/web:1.4', '--explain'];
const env = { USER_ID: 'hunter2' };

it('generate --explain tells what became of each placeholder, and warns on stderr', async () => {
  const cwd = await project({ 'taskdef.json': TASK_DEFINITION });
  const { exitCode, stdout, stderr } = await run(argv, { cwd, env });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('${USER_ID} (4:76): the environment variable USER_ID');
  expect(stdout).toContain("{{ env `FAMILY` `web` }} (2:14): the template's own text");
  expect(stdout).toContain('r.example/web:1.4 (--image) goes to web');
  expect(stdout).toContain('1 comment and 1 trailing comma left out');
  expect(stderr).toContain('warning: taskdef.json:4:102: "your-host" looks like something that was to be replaced');
  expect(stdout + stderr).not.toContain('hunter2');
});

it('generate --explain -o json has the same as data', async () => {
  const cwd = await project({ 'taskdef.json': TASK_DEFINITION });
  const { stdout } = await run([...argv, '-o', 'json'], { cwd, env });
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'generated',
    warnings: [{ rule: 'placeholder-leftover', place: { file: 'taskdef.json', line: 4, column: 102 } }],
    explanation: {
      templates: [
        {
          kind: 'task definition',
          file: 'taskdef.json',
          syntax: 'json',
          styles: { decided: 'detected' },
          placeholders: [{ token: '{{ env `FAMILY` `web` }}' }, { token: '<IMAGE1_NAME>' }, { token: '${USER_ID}' }],
        },
        { kind: 'appspec' },
      ],
      images: [{ container: 0, name: 'web', image: 'r.example/web:1.4' }],
    },
  });
});
