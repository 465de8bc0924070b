import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES } from '@mingjing/device-app/core/supervision/exit-codes.data.ts';
import { findSticks, MOUNTED_BELOW } from '@mingjing/device-app/runtime/bundle-files.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const LINUX = fileURLToPath(new URL('../../device-app/packaging/linux', import.meta.url));
const read = (name: string) => readFileSync(join(LINUX, name), 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linux-packaging-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Reads a unit as systemd does: sections, `key=value`, comments. Throws at anything else. */
function parseUnit(text: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  let section: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[(\w+)\]$/.exec(line);
    if (header) section = header[1];
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (!header && (key === undefined || section === undefined)) throw new Error(`line ${index + 1}: ${line}`);
    if (key !== undefined) values.set(`${section}.${key}`, [...(values.get(`${section}.${key}`) ?? []), value ?? '']);
  }
  return values;
}

describe('mingjing-terminal.service', () => {
  const unit = parseUnit(read('mingjing-terminal.service'));
  const one = (key: string) => {
    expect(unit.get(key), key).toHaveLength(1);
    return unit.get(key)![0]!;
  };

  it('acts on the shells’ exit codes as their table says', () => {
    expect(one('Service.Restart')).toBe('always');
    const notAgain = Object.values(EXIT_CODES)
      .filter(({ code, action }) => code !== 0 && action !== 'start-again' && action !== 'install-update')
      .map(({ code }) => code);
    expect(one('Service.RestartPreventExitStatus').split(' ').map(Number)).toEqual(notAgain);
    expect(one('Service.ExecStopPost')).toMatch(
      new RegExp(`"\\$\\$EXIT_STATUS" = ${EXIT_CODES.reboot.code} \\].*systemctl --no-block reboot`),
    );
  });

  it('never gives up, and is watched', () => {
    expect(one('Unit.StartLimitIntervalSec')).toBe('0');
    expect(one('Service.Type')).toBe('notify');
    expect(Number(one('Service.WatchdogSec'))).toBeGreaterThan(30);
    // The last delay before a restart must not look like a hang.
    expect(Number(one('Service.WatchdogSec'))).toBeGreaterThanOrEqual(3 * 30);
  });

  it('runs as a user of its own that gains no rights and keeps its data to itself', () => {
    expect(one('Service.User')).toBe('mingjing');
    expect(one('Service.NoNewPrivileges')).toBe('yes');
    expect(one('Service.StateDirectoryMode')).toBe('0700');
    expect(read('sysusers.conf')).toMatch(/^u mingjing .*\/usr\/sbin\/nologin$/m);
  });

  it('lets nobody switch consoles', () => {
    expect(read('run-terminal.sh')).toMatch(/^cage -d -- /m);
    const logind = parseUnit(read('logind.conf'));
    expect(logind.get('Login.NAutoVTs')).toEqual(['0']);
    expect(logind.get('Login.ReserveVT')).toEqual(['0']);
  });

  it('starts files that exist', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    expect(one('Service.WorkingDirectory')).toBe('/opt/mingjing');
    const [shell, ...files] = one('Service.ExecStart')
      .replace(/ --settings .*/, '')
      .split(' ');
    expect(shell).toBe('/bin/sh');
    const inside = files.map((file) => file.replace(/^\/opt\/mingjing\//, ''));
    expect(inside).toEqual([
      'device-app/packaging/linux/run-terminal.sh',
      'node_modules/.bin/node',
      'device-app/kiosk-browser/main.ts',
    ]);
    for (const file of inside) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it.skipIf(spawnSync('systemd-analyze', ['--version']).error !== undefined)('is valid by systemd’s own check', () => {
    const text = read('mingjing-terminal.service');
    const file = join(folder, 'mingjing-terminal.service');
    writeFileSync(file, text);
    const check = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    const ours = check.stderr.split('\n').filter((line) => line.includes('mingjing-terminal.service'));
    expect(ours).toEqual([]);
  });
});

describe('chromium-policy.json', () => {
  const policy = JSON.parse(read('chromium-policy.json'));

  it('lets Chromium reach this machine and nothing else', () => {
    expect(policy.URLBlocklist).toEqual(['*']);
    expect(policy.URLAllowlist).toEqual(['http://127.0.0.1', 'http://localhost']);
  });

  it('shuts the ways out of a page', () => {
    expect(policy).toMatchObject({
      DeveloperToolsAvailability: 2,
      RemoteDebuggingAllowed: false,
      AllowFileSelectionDialogs: false,
      DownloadRestrictions: 3,
      PrintingEnabled: false,
      ExtensionInstallBlocklist: ['*'],
    });
  });
});

describe('install.sh', () => {
  it('puts every file in its place', () => {
    execFileSync('sh', [join(LINUX, 'install.sh'), folder]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
    expect(files.sort()).toEqual([
      '/etc/chromium/policies/managed/mingjing.json',
      '/etc/polkit-1/rules.d/50-mingjing.rules',
      '/etc/systemd/logind.conf.d/50-mingjing.conf',
      '/etc/systemd/system/mingjing-terminal.service',
      '/usr/bin/mingjing-service',
      '/usr/lib/sysusers.d/mingjing.conf',
      '/usr/lib/udev/rules.d/60-mingjing-pads.rules',
      '/usr/lib/udev/rules.d/61-mingjing-backlight.rules',
      '/usr/lib/udev/rules.d/62-mingjing-usb-sticks.rules',
      '/usr/lib/udev/rules.d/99-mingjing-no-braille.rules',
    ]);
    expect(readFileSync(join(folder, 'usr/lib/udev/rules.d/60-mingjing-pads.rules'), 'utf8')).toContain(
      `GROUP="${/^u (\S+)/m.exec(read('sysusers.conf'))![1]}"`,
    );
    expect(readFileSync(join(folder, 'etc/polkit-1/rules.d/50-mingjing.rules'), 'utf8')).toBe(read('polkit.rules'));
  });

  it.each([
    ['Node', [], /has no node of its own: run npm ci/],
    ['screens', ['node_modules/.bin/node'], /has no screens: run npm run build:screens/],
  ])('installs nothing where there is no %s', (_what, present, problem) => {
    const root = join(folder, 'checkout');
    cpSync(LINUX, join(root, 'device-app/packaging/linux'), { recursive: true });
    for (const file of present) {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), '', { mode: 0o755 });
    }
    const target = join(folder, 'target');
    const run = spawnSync('sh', [join(root, 'device-app/packaging/linux/install.sh'), target], { encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(problem);
    expect(existsSync(target)).toBe(false);
  });
});

describe('mingjing-service', () => {
  const unit = parseUnit(read('mingjing-terminal.service'));
  /** Called by a user of this number; systemd-run says only what it was to run. */
  const call = (uid: number, ...args: string[]) => {
    writeFileSync(join(folder, 'id'), `#!/bin/sh\necho ${uid}\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'systemd-run'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env.PATH}` };
    return spawnSync('sh', [join(LINUX, 'mingjing-service.sh'), ...args], { encoding: 'utf8', env });
  };

  it.each(['pin', 'bundle'])('does %s as the terminal does: its user, folder, environment and settings', (what) => {
    const { status, stdout } = call(0, what);
    expect(status).toBe(0);
    const said = stdout.trim().split('\n');
    expect(said).toContain(`--uid=${unit.get('Service.User')}`);
    expect(said).toContain(`--gid=${unit.get('Service.Group')}`);
    expect(said).toContain(`--working-directory=${unit.get('Service.WorkingDirectory')}`);
    expect(said).toContain(`--property=UMask=${unit.get('Service.UMask')}`);
    expect(said).toContain(`--property=EnvironmentFile=${unit.get('Service.EnvironmentFile')}`);
    const given = said.filter((word) => word.startsWith('--setenv=')).map((word) => word.slice('--setenv='.length));
    expect(unit.get('Service.Environment')![0]!.split(' ')).toEqual(expect.arrayContaining(given));
    expect(given.join()).toContain('MINGJING_DATA_DIR=');
    const [node, program, command, ...settings] = said.filter(
      (word) => !word.startsWith('--') || word === '--settings',
    );
    expect(unit.get('Service.ExecStart')![0]).toContain(` ${node} `);
    expect(existsSync(fileURLToPath(new URL(`../../${program}`, import.meta.url)))).toBe(true);
    expect([command, ...settings]).toEqual([what, '--settings', '/etc/mingjing/terminal.json']);
    expect(unit.get('Service.ExecStart')![0]).toContain(settings.join(' '));
  });

  it('is for root only, and for what it knows', () => {
    expect(call(1000, 'pin')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('sudo mingjing-service pin'),
    });
    expect(call(0, 'shell')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('pin|bundle') });
  });

  it('is what the service pages tell', () => {
    const page = new URL('../../device-app/screens/pages/service/pin.tsx', import.meta.url);
    expect(readFileSync(page, 'utf8')).toContain("'sudo mingjing-service pin'");
  });
});

describe('usb-sticks.rules', () => {
  const rule = read('usb-sticks.rules');

  it('mounts for the terminal alone what cannot be run, below a folder in which bundles look for sticks', () => {
    const options = /--options=(\S+)/.exec(rule)?.[1]?.split(',');
    expect(options).toEqual(['nodev', 'nosuid', 'noexec', 'sync', 'uid=mingjing', 'gid=mingjing', 'umask=0077']);
    const point = / \$devnode (\S+)"/.exec(rule)?.[1]?.replace('%k', 'sdb1');
    expect(point).toBe('/run/media/mingjing/sdb1');
    const mounts = join(folder, 'mounts');
    writeFileSync(mounts, `/dev/sdb1 ${folder}${point} vfat rw 0 0\n`);
    mkdirSync(`${folder}${point}`, { recursive: true });
    expect(
      findSticks(
        mounts,
        MOUNTED_BELOW.map((below) => `${folder}${below}`),
      ),
    ).toEqual([`${folder}${point}`]);
  });

  it('takes nothing but file systems of USB devices', () => {
    for (const key of ['SUBSYSTEM!="block"', 'ENV{ID_BUS}!="usb"', 'ENV{ID_FS_TYPE}!="vfat|exfat"', 'ACTION!="add"'])
      expect(rule).toContain(`${key}, GOTO="mingjing_usb_sticks_end"`);
  });
});

describe('run-terminal.sh', () => {
  /** A compositor as Debian 12 has it: its own exit code is 0, whatever the program's was. */
  const withCage = (script: string, ...program: string[]) => {
    writeFileSync(join(folder, 'cage'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return spawnSync('sh', [join(LINUX, 'run-terminal.sh'), ...program], {
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env.PATH}`, RUNTIME_DIRECTORY: folder },
    });
  };
  const DROPS_CODE = '[ "$1 $2" = "-d --" ] || exit 99; shift 2; "$@"; exit 0';

  it.each(Object.values(EXIT_CODES))('passes on exit code $code: $meaning', ({ code }) => {
    expect(withCage(DROPS_CODE, process.execPath, '-e', `process.exit(${code})`).status).toBe(code);
  });

  it('passes on a death by signal as a crash', () => {
    const { status } = withCage(DROPS_CODE, process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")');
    expect(Object.values(EXIT_CODES).map(({ code }) => code)).not.toContain(status);
    expect(status).toBe(137);
  });

  it('gives the program its arguments as they are', () => {
    const { stdout } = withCage(DROPS_CODE, process.execPath, '-p', 'process.argv.slice(1)', 'a b', '$c');
    expect(stdout).toBe("[ 'a b', '$c' ]\n");
  });

  it('counts a compositor that cannot start as a crash, whatever the last run left behind', () => {
    expect(withCage(DROPS_CODE, 'true').status).toBe(0);
    const { status, stderr } = withCage('exit 0', 'true');
    expect(status).toBe(1);
    expect(stderr).toMatch(/is there a display/);
  });

  it('leaves the braille display of a blind citizen working: only bridges of pads are taken from brltty', () => {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
    expect(read('../../device-app/packaging/linux/install.sh')).not.toMatch(/mask[^\n]*brltty/);
    const rules = read('../../hardware-profiles/generated/99-mingjing-no-braille.rules');
    const ids = [...rules.matchAll(/^ATTR\{idVendor}=="(\w+)", ATTR\{idProduct}=="(\w+)"/gm)].map(
      ([, vid, pid]) => `${vid}:${pid}`,
    );
    // Bridges that brltty claims for want of ids of the displays behind them (85-brltty.rules); what the document lists.
    expect(ids.sort()).toEqual(['0403:6001', '067b:2303', '10c4:ea60', '1a86:7523']);
    for (const id of ids) expect(read('../../device-app/packaging/README.md')).toContain(id);
  });
});
