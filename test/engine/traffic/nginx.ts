import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A third-party server in the place of a container, as a command. */
export interface Nginx extends AsyncDisposable {
  readonly command: string;
}

/** Whether nginx is installed. */
export function hasNginx(): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v nginx || test -x /usr/sbin/nginx'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * A command that starts nginx as it comes, on the port of its task, telling its version in a header.
 *
 * @param slowMs - how long it takes over `/slow`
 */
export async function nginx(slowMs: number): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'bg-deploy-nginx-'));
  // Started by root, nginx works as somebody else.
  await chmod(folder, 0o755);
  const bytes = 40_000;
  await writeFile(join(folder, 'slow'), 'x'.repeat(bytes));
  const configuration = `daemon off;
pid $dir/nginx.pid;
error_log stderr;
worker_processes 1;
events {}
http {
  access_log off;
  client_body_temp_path $dir/body; proxy_temp_path $dir/proxy; fastcgi_temp_path $dir/fastcgi;
  uwsgi_temp_path $dir/uwsgi; scgi_temp_path $dir/scgi;
  server {
    listen 127.0.0.1:$PORT;
    add_header X-Version $BG_DEPLOY_IMAGE_TAG;
    location = /slow { root ${folder}; limit_rate ${Math.ceil((bytes * 1000) / slowMs)}; }
    location / { return 200 'ok'; }
  }
}`;
  const script = join(folder, 'start.sh');
  await writeFile(
    script,
    `dir=$(mktemp -d ${folder}/task-XXXXXX)
cat > "$dir/nginx.conf" <<END
${configuration}
END
PATH=$PATH:/usr/sbin
exec nginx -e stderr -p "$dir" -c "$dir/nginx.conf"
`,
  );
  return {
    command: `exec sh ${script}`,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}
