/**
 * `npm run pack [-- --dir]`: builds and packages for this system. Natives of other systems are not installed here,
 * so each system's package is made on that system.
 */
import { join } from 'node:path';
import process from 'node:process';
import { bundle } from './bundle.ts';
import { ROOT, errorText, runNode } from './steps.ts';

try {
  await bundle({ log: (line) => console.log(line) });
  const run = await runNode([join(ROOT, 'node_modules/electron-builder/cli.js'), ...process.argv.slice(2)]);
  process.exitCode = run.code;
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
