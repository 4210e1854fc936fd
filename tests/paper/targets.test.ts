import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isDeviceTarget, isOrdinaryFolder } from '../../domain/paper/target.ts';
import { paperRig, readyOrder } from './rig.ts';

describe('addresses of printers', () => {
  test('ports and shares, and nothing that only looks like one', () => {
    for (const path of [
      '/dev/usb/lp0',
      '/dev/lp1',
      '/dev/ttyUSB0',
      '/dev/ttyACM12',
      '/dev/serial/by-id/usb-XP-58_0-if00',
    ])
      expect(isDeviceTarget(path, 'unix'), path).toBe(true);
    for (const path of [
      '/home/x/.bashrc',
      '/dev/sda',
      '/dev/mem',
      '/dev/null',
      '/dev/usb/../sda',
      '/dev/usb/lp0/../../sda',
      '/dev/serial/by-id/../../sda',
      'dev/usb/lp0',
      '/dev/usb/lp0\n',
      'COM3',
      '',
    ])
      expect(isDeviceTarget(path, 'unix'), path).toBe(false);
    for (const path of [
      'COM3',
      'com12',
      'LPT1',
      'LPT1:',
      '\\\\.\\COM10',
      '\\\\前台\\小票机',
      '\\\\192.168.1.8\\XP-80C (copy 1)',
    ])
      expect(isDeviceTarget(path, 'windows'), path).toBe(true);
    for (const path of [
      'C:\\Windows\\win.ini',
      '\\\\.\\PhysicalDrive0',
      '\\\\?\\C:\\x',
      '\\\\pc\\C$',
      '\\\\pc\\admin$',
      '\\\\pc\\share\\file.txt',
      '\\\\pc\\share\\..\\x',
      'COM3\\..\\x',
      '/dev/usb/lp0',
    ])
      expect(isDeviceTarget(path, 'windows'), path).toBe(false);
  });

  test('folders of people, not of the system', () => {
    for (const path of ['/home/x/打印', '/srv/prints', '/mnt/nas'])
      expect(isOrdinaryFolder(path, 'unix')).toBe(true);
    for (const path of ['/', '/etc', '/etc/cron.d', '/home/x/.ssh', '/home/x/.config/autostart', '/usr/lib'])
      expect(isOrdinaryFolder(path, 'unix'), path).toBe(false);
    expect(isOrdinaryFolder('D:\\打印', 'windows')).toBe(true);
    for (const path of ['C:\\', 'c:\\Windows\\System32', 'C:\\Users\\x\\Start Menu\\Programs\\Startup'])
      expect(isOrdinaryFolder(path, 'windows'), path).toBe(false);
  });

  test('are refused when they are saved, with the address in the sentence', async () => {
    const rig = await paperRig({ seed: 41 });
    const save = (kind: 'device' | 'file', target: string) =>
      rig.refuse(rig.manager, 'paper.savePrinter', { name: 'x', kind, target, paper: 'roll80' });
    const key = join(rig.outlet.dir, 'keyring.json');
    for (const target of [key, '/dev/sda', '/dev/null'])
      expect(await save('device', target)).toEqual({ code: 'printer_device_refused', params: { target } });
    const outside = mkdtempSync(join(tmpdir(), 'prints-'));
    mkdirSync(join(rig.outlet.dir, 'prints'), { recursive: true });
    symlinkSync(outside, join(rig.outlet.dir, 'prints', 'away'));
    for (const target of [
      '../../etc',
      '/etc',
      '/proc',
      rig.outlet.dir,
      join(outside, 'not there'),
      'prints/away',
    ])
      expect(await save('file', target)).toEqual({ code: 'printer_folder_refused', params: { target } });
    await rig.ask(rig.manager, 'paper.savePrinter', {
      name: 'y',
      kind: 'file',
      target: outside,
      paper: 'roll80',
    });
  }, 60_000);

  test('are judged again before a byte is written', async () => {
    const rig = await paperRig({ seed: 42 });
    const order = await readyOrder(rig);
    const folder = mkdtempSync(join(tmpdir(), 'prints-'));
    const victim = join(folder, 'profile');
    writeFileSync(victim, 'as it was');
    // What an outlet saved before the rule, or what a link was turned into since
    const row = { kind: 'device', target: victim, paper: 'roll80' };
    rig.outlet.store.gate.run(
      { command: 'test.old', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
      (tx) => tx.insert('printer', { ...row, id: 'P-OLD', name: '旧', state: 'unknown' }),
    );
    await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: 'P-OLD',
    });
    await rig.round();
    expect(readFileSync(victim, 'utf8')).toBe('as it was');
    const job = rig.one<{ state: string; wrote: number; fault: string }>(
      'SELECT state, wrote, fault FROM print_job',
    );
    expect(job).toMatchObject({ state: 'failed', wrote: 0 });
    expect(JSON.parse(job.fault)).toEqual({ code: 'printer_device_refused', params: { target: victim } });
  }, 60_000);
});
