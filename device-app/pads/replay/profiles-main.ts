/** `npm run profiles`: the tools of hardware-profiles, run on the terminal's own engine. */
import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
import { replay } from './replay.ts';

const runProfiles = createProfilesTool(replay);

process.exitCode = await runProfiles(process.argv.slice(2), {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});
