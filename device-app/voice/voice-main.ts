/** `npm run voice`: what the clips say, and whether a pack of them is fit for a hall. */
import { runVoiceTool } from './voice-tool.ts';

process.exitCode = await runVoiceTool(process.argv.slice(2), {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});
