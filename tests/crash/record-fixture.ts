/** `node tests/crash/record-fixture.ts`: records again what machines without strace replay. Needed after a change of schema. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fixturePath, packRecordings } from '../../bench/crash-rig/fixture.ts';
import { record } from '../../bench/crash-rig/record.ts';

const packed = packRecordings(await record({ plain: true }));
mkdirSync(new URL('.', fixturePath), { recursive: true });
writeFileSync(fixturePath, packed);
console.log(`${packed.length} bytes`);
