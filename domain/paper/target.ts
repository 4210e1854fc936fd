/**
 * What a printer's address may name. Whatever stands there is written to by the program: a port that is a port, a share
 * that is a share, a folder of a person's own. Anything else would let one field of a form write over a file of the
 * computer.
 */
export type System = 'unix' | 'windows';

const unixPort =
  /^\/dev\/(?:usb\/lp\d{1,3}|usblp\d{1,3}|lp\d{1,3}|tty(?:USB|ACM|S|AMA|mxc)\d{1,3}|serial\/by-(?:id|path)\/[\w.:+@-]{1,200}|(?:cu|tty)\.[\w.-]{1,100})$/;
const windowsPort = /^(?:\\\\\.\\)?(?:COM|LPT)\d{1,3}:?$/i;
/** `\\computer\printer` and nothing behind it; `\\.\` and `\\?\` are the system's own names, `C$` and its like no printers. */
const share = /^\\\\(?![.?]\\)[^\\/:*?"<>|\s]{1,64}\\(?!(?:[a-z]|admin|ipc)\$$)[^\\/:*?"<>|]{1,80}$/i;

/** A printer port or a shared printer of this kind of system. */
export const isDeviceTarget = (target: string, system: System): boolean =>
  system === 'unix' ? unixPort.test(target) : windowsPort.test(target) || share.test(target);

const systemFolders: Record<System, RegExp> = {
  unix: /^\/(?:dev|proc|sys|etc|boot|bin|sbin|lib|lib32|lib64|usr|run)(?:\/|$)/,
  windows: /^[a-z]:\\(?:windows|program files(?: \(x86\))?|programdata)(?:\\|$)/i,
};

/** A full path, normalised, that is no folder of the system and lies in no hidden or start-up folder. */
export function isOrdinaryFolder(path: string, system: System): boolean {
  if (systemFolders[system].test(path)) return false;
  const names = path.split(system === 'unix' ? '/' : /[\\/]/).filter((name) => name !== '');
  // A bare root or drive is nobody's folder.
  if (names.length < (system === 'unix' ? 1 : 2)) return false;
  return names.every((name) => !name.startsWith('.') && !/^(?:startup|autostart)$/i.test(name));
}
