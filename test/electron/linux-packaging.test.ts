import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES } from '@mingjing/device-app/core/supervision/exit-codes.data.ts';
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
    expect(one('Service.ExecStart')).toMatch(/^\/usr\/bin\/cage -d -- /);
    const logind = parseUnit(read('logind.conf'));
    expect(logind.get('Login.NAutoVTs')).toEqual(['0']);
    expect(logind.get('Login.ReserveVT')).toEqual(['0']);
  });

  it('starts files that exist', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const main = /\S+kiosk-browser\/main\.ts/.exec(one('Service.ExecStart'))?.[0];
    expect(readFileSync(join(root, main ?? 'none'), 'utf8')).toContain('createKioskShell');
  });

  it.skipIf(spawnSync('systemd-analyze', ['--version']).error !== undefined)('is valid by systemd’s own check', () => {
    // Programs that are not installed here are replaced; everything else is as shipped.
    const text = read('mingjing-terminal.service').replace('/usr/bin/cage', '/bin/true');
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
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.rules'))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
    expect(files.sort()).toEqual([
      '/etc/chromium/policies/managed/mingjing.json',
      '/etc/systemd/logind.conf.d/50-mingjing.conf',
      '/etc/systemd/system/mingjing-terminal.service',
      '/usr/lib/sysusers.d/mingjing.conf',
    ]);
    expect(readFileSync(join(folder, 'etc/polkit-1/rules.d/50-mingjing.rules'), 'utf8')).toBe(read('polkit.rules'));
  });
});
