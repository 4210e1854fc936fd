/** `npm run format`: writes every file in the project's format. */
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, runNode } from './steps.ts';

const run = await runNode([join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', '.']);
process.exitCode = run.code;
