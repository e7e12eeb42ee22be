// Runs a command as the wrapper does, in a process of its own: its standard output is this process's.
import { writeFileSync } from 'node:fs';
import { prepareCommand } from '../../src/runner/command.ts';

const [script = '', report = ''] = process.argv.slice(2);
const command = { script, shell: 'bash', workingDirectory: '', environment: process.env };
const ended = await prepareCommand(command).start();
process.stdout.write('::error::ours\n');
writeFileSync(report, JSON.stringify({ ...ended, kilobytes: process.resourceUsage().maxRSS }));
