// Draws docs/release.svg: what a terminal shows of a release, as the command line printed it. Needs `script` (util-linux)
// for a terminal. Run by hand after a change of the output: node demo/picture.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const bin = join(here, '..', 'dist', 'cli', 'bin.js');
const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-picture-'));
const { CI: _ci, NO_COLOR: _noColor, ...environment } = process.env;

function run(words) {
  const files = [
    '--config',
    join(here, 'project', 'bg-deploy.yml'),
    '--taskdef',
    join(here, 'project', 'taskdef.json'),
    '--appspec',
    join(here, 'project', 'appspec.yml'),
  ];
  const command = [process.execPath, bin, ...words, ...files, '--local', '--speed', '300'].join(' ');
  const { stdout } = spawnSync('script', ['-qfec', `stty cols 110; ${command} 2>/dev/null`, '/dev/null'], {
    cwd: folder,
    env: { ...environment, TERM: 'xterm-256color' },
    encoding: 'utf8',
  });
  return stdout.replaceAll('\r\n', '\n');
}

const COLOURS = { 31: '#e5534b', 32: '#57ab5a', 33: '#c69026', 34: '#539bf5', 90: '#768390' };
const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Stands for the escape character: a letter of nobody's, which a pattern may name. */
const ESCAPE = '\ue000';

/** One line of a terminal as spans of text. */
function spans(line) {
  let style = '';
  return line
    .replaceAll('\u001b', ESCAPE)
    .split(/(\ue000\[\d+m)/)
    .map((part) => {
      const code = /^\ue000\[(\d+)m$/.exec(part)?.[1];
      if (code === undefined) return part === '' ? '' : `<tspan${style}>${escapeXml(part)}</tspan>`;
      style = COLOURS[code] ? ` fill="${COLOURS[code]}"` : code === '1' ? ' font-weight="bold"' : '';
      return '';
    })
    .join('');
}

rmSync(join(here, 'project', '.bg-deploy'), { recursive: true, force: true });
run(['bootstrap', '--image', 'web=registry.example/web:v1']);
const command = 'bg-deploy start --image web=registry.example/web:v2';
const lines = [`$ ${command}`, ...run(command.split(' ').slice(1)).trimEnd().split('\n')];
rmSync(join(here, 'project', '.bg-deploy'), { recursive: true, force: true });
rmSync(folder, { recursive: true, force: true });

const rows = lines.map((line, i) => `<text x="16" y="${28 + i * 18}" xml:space="preserve">${spans(line)}</text>`);
const height = 28 + lines.length * 18 + 4;
writeFileSync(
  join(here, '..', 'docs', 'release.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" fill="#adbac7"><title>A canary release in a terminal</title><rect width="100%" height="100%" rx="8" fill="#22272e"/>${rows.join('')}</svg>\n`,
);
