#!/usr/bin/env node
import { COMMANDS } from './cli/commands.ts';
import { runCommand } from './cli/run-command.ts';

process.umask(0o077);
process.exitCode = await runCommand(COMMANDS, process.argv.slice(2));
