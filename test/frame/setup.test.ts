/** @file The set-up script, as a process, in folders where one thing or another is missing. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let programs: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
  programs = join(folder, 'programs');
  mkdirSync(programs);
  cpSync('deploy', join(folder, 'deploy'), { recursive: true });
  writeLock('package-lock.json', '1.0.0');
  writeLock('node_modules/.package-lock.json', '1.0.0');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function writeLock(path: string, version: string): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const packages = {
    '': { version: '0.0.1' },
    'node_modules/thing': { version },
    'node_modules/for-another-system': { version, optional: true },
  };
  if (path.startsWith('node_modules')) Reflect.deleteProperty(packages, 'node_modules/for-another-system');
  writeFileSync(join(folder, path), JSON.stringify({ packages }));
}

function addProgram(name: string, script: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
}

function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: programs, HOME: folder, ...extra };
}

function setUp(args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const script = join(folder, 'deploy/setup.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env: environment(extra),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('set-up with everything there', () => {
  it('says nothing and ends as the command does', () => {
    const command = [process.execPath, '-e', 'console.log("hello"); process.exitCode = 3'];
    expect(setUp(['--', ...command])).toEqual({ status: 3, stdout: 'hello\n', stderr: '' });
  });

  it('finds the programs of installed packages for the command', () => {
    mkdirSync(join(folder, 'node_modules/.bin'));
    writeFileSync(join(folder, 'node_modules/.bin/ours'), '#!/bin/sh\necho ours "$@"\n', { mode: 0o755 });
    expect(setUp(['--', 'ours', 'a b']).stdout).toBe('ours a b\n');
  });

  it('hands SIGTERM on and ends when the command has', async () => {
    const patient =
      'process.on("SIGTERM", () => setTimeout(() => process.exit(7), 50)); setInterval(() => {}, 1000); console.log("up")';
    const args = [join(folder, 'deploy/setup.mjs'), '--', process.execPath, '-e', patient];
    const child = spawn(process.execPath, args, { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(7);
  });
});

describe('set-up of npm packages', () => {
  const npm = 'echo "$@" > npm-was-called-with';

  it('runs npm ci when the lock names another version than is installed', () => {
    writeLock('package-lock.json', '2.0.0');
    addProgram('npm', npm);
    const { status, stderr } = setUp([]);
    expect(stderr).toContain('installing npm packages (thing 2.0.0 is not there)');
    expect([status, existsSync(join(folder, 'npm-was-called-with'))]).toEqual([0, true]);
  });

  it('runs npm ci when nothing is installed', () => {
    rmSync(join(folder, 'node_modules'), { recursive: true });
    addProgram('npm', npm);
    expect(setUp([]).stderr).toContain('there is no node_modules');
  });

  it('stops with a sentence when npm fails', () => {
    writeLock('package-lock.json', '2.0.0');
    addProgram('npm', 'exit 1');
    expect(setUp(['--', 'never'])).toMatchObject({ status: 1 });
    expect(setUp([]).stderr).toContain('`npm ci` failed');
  });
});

describe('set-up of a Redis server', () => {
  it('takes the one on the PATH', () => {
    addProgram('redis-server', 'exit 0');
    expect(setUp(['--redis'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('says what to install where there is no apt-get', () => {
    const { status, stderr } = setUp(['--redis']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/There is no redis-server\. Install Redis 6\.2 or newer/);
  });

  it('says what to install where the package cannot be fetched', () => {
    addProgram('apt-get', 'exit 100');
    expect(setUp(['--redis']).stderr).toMatch(/could not be fetched\. Install Redis/);
  });

  it('unpacks the package and those it needs where it may not install them', () => {
    addProgram(
      'apt-get',
      `case "$*" in
        *--print-uris*) echo "'http://mirror/r.deb' redis-server_7_amd64.deb 1"; echo "'http://mirror/l.deb' liblzf1_3_amd64.deb 1";;
        *download*) shift; for name; do : > "$name.deb"; done;;
        *) exit 100;;
      esac`,
    );
    // Stands for dpkg -x: the server's package holds a server, the other one a library that the server needs.
    addProgram(
      'dpkg',
      `PATH=/bin:/usr/bin
      mkdir -p "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu"
      case "$2" in
        *redis-server.deb) printf '#!/bin/sh\\necho "$LD_LIBRARY_PATH" "$@"\\n' > "$3/usr/bin/redis-server"; chmod +x "$3/usr/bin/redis-server";;
        *liblzf1.deb) : > "$3/usr/lib/x86_64-linux-gnu/liblzf.so.1";;
      esac`,
    );
    const { status, stdout } = setUp(['--redis', '--', 'redis-server', '--port', '0']);
    const libraries = join(folder, '.redis/tree/usr/lib/x86_64-linux-gnu');
    expect([status, stdout]).toEqual([0, `${libraries} --port 0\n`]);
    expect(existsSync(join(libraries, 'liblzf.so.1'))).toBe(true);
  });
});

describe('set-up of a browser', () => {
  it('says that the browser tests are skipped, and why', () => {
    const { status, stderr } = setUp(['--browser']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/there is no Chromium and .*: the tests in a browser are skipped/);
  });

  it('fails in CI instead of skipping', () => {
    const { status, stderr } = setUp(['--browser'], { CI: 'true' });
    expect(status).toBe(1);
    expect(stderr).toContain('with CI=true the browser tests may not be skipped');
  });

  it.each(['chromium', 'google-chrome'])('takes %s from the PATH', (name) => {
    addProgram(name, 'exit 0');
    expect(setUp(['--browser'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('set-up', () => {
  it('refuses an option that it does not know', () => {
    const { status, stderr } = setUp(['--everything']);
    expect([status, stderr]).toEqual([
      1,
      'set-up: Unknown option --everything; there are --redis and --browser.\n',
    ]);
  });
});
