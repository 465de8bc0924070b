import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gatewaySettingsSchema } from './gateway-settings.ts';
import { loadSettings } from './load-settings.ts';
import { terminalSettingsSchema } from './terminal-settings.ts';

/** The settings, which must be good. */
function terminal(file: object | undefined, environment: Record<string, string> = {}) {
  const loaded = loadSettings(terminalSettingsSchema, file && JSON.stringify(file), environment);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

/** `field: problem` of everything wrong. */
function problems(schema: z.ZodObject, file: string | undefined, environment: Record<string, string> = {}) {
  const loaded = loadSettings(schema, file, environment);
  return loaded.ok ? [] : loaded.error.map(({ field, problem }) => `${field}: ${problem}`);
}

describe('settings', () => {
  it('come from the file, the environment, and what the schema says', () => {
    const settings = terminal({ dataDir: '/file', local: { port: 9 } }, { MINGJING_DATA_DIR: '/environment' });
    expect(settings).toMatchObject({ dataDir: '/environment', local: { port: 9 }, language: 'zh-CN', pads: [] });
    expect(settings.panel.ppi).toBe(149);
  });

  it('can come from the environment alone, numbers as numbers', () => {
    const settings = terminal(undefined, {
      MINGJING_DATA_DIR: '/data',
      MINGJING_GATEWAY_URL: 'https://gateway.example',
      MINGJING_LOCAL_PORT: '8123',
      MINGJING_PANEL_PPI: '96.5',
    });
    expect(settings).toMatchObject({
      gatewayUrl: 'https://gateway.example',
      local: { port: 8123 },
      panel: { ppi: 96.5 },
    });
  });

  it('pay no heed to empty variables, nor to those of others', () => {
    expect(terminal({ dataDir: '/file' }, { MINGJING_DATA_DIR: '', PATH: '/bin' }).dataDir).toBe('/file');
  });

  it.each<[string, string | undefined, Record<string, string>, RegExp]>([
    ['nothing at all', undefined, {}, /^dataDir: /],
    ['no JSON', '{dataDir', {}, /^\(file\): is not JSON/],
    ['a list', '[1]', {}, /^\(file\): .*expected object/],
    ['a field nobody knows', '{"dataDir":"/d","datadir":"/d"}', {}, /datadir/],
    ['a port beyond all ports', '{"dataDir":"/d","local":{"port":70000}}', {}, /^local\.port: .*65535/],
    ['a word for a port', '{"dataDir":"/d"}', { MINGJING_LOCAL_PORT: 'eighty' }, /^local\.port: .*number/],
    ['an address of another kind', '{"dataDir":"/d","gatewayUrl":"ftp://x"}', {}, /^gatewayUrl: /],
    ['a pad without a profile', '{"dataDir":"/d","pads":[{"path":"/dev/x"}]}', {}, /^pads\.0\.profile: /],
    ['an unknown language', '{"dataDir":"/d","language":"fr"}', {}, /^language: .*zh-CN/],
    ['text where an object belongs', '{"dataDir":"/d","window":"3"}', {}, /^window: /],
  ])('with %s are refused by the name of the field', (_, file, environment, problem) => {
    expect(problems(terminalSettingsSchema, file, environment).join('\n')).toMatch(problem);
  });

  it('name every fault at once', () => {
    expect(problems(terminalSettingsSchema, '{"language":"fr","panel":{"ppi":1}}')).toHaveLength(3);
  });

  it('of a gateway reach into optional parts only where something is given', () => {
    const bare = loadSettings(gatewaySettingsSchema, '{"dataDir":"/d"}', {});
    expect(bare.ok && bare.value.city).toBeUndefined();
    const environment = { MINGJING_CITY_URL: 'http://city.example' };
    expect(problems(gatewaySettingsSchema, '{"dataDir":"/d"}', environment).join()).toMatch(
      /city\.adapter|city\.appKey/,
    );
    const file = '{"dataDir":"/d","city":{"adapter":"http-json","url":"http://old.example","appKey":"k"}}';
    const whole = loadSettings(gatewaySettingsSchema, file, environment);
    expect(whole).toMatchObject({ ok: true, value: { city: { url: 'http://city.example', timeoutMs: 10_000 } } });
  });

  it('name their variables once each, in one style', () => {
    for (const schema of [terminalSettingsSchema, gatewaySettingsSchema]) {
      const variables = variablesOf(schema);
      expect(variables.length).toBeGreaterThan(3);
      expect(new Set(variables).size).toBe(variables.length);
      for (const variable of variables) expect(variable).toMatch(/^MINGJING_[A-Z_]+$/);
    }
  });
});

/** The variables that a JSON Schema of the settings describes. */
function variablesOf(schema: z.ZodObject): readonly string[] {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }));
  return [...text.matchAll(/"description":"([^"]*)"/g)].map(([, description]) => description ?? '');
}
