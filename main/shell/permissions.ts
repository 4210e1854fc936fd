import type { Session } from 'electron';
import { isDeskAddress } from './navigation.ts';

/** What the desk's own page may do without a question. All else is refused: camera, place, notices, devices. */
const granted = new Set<string>(['clipboard-sanitized-write']);

export function mayUse(permission: string, address: string): boolean {
  return granted.has(permission) && isDeskAddress(address);
}

/** Both handlers: `check` answers silent questions, `request` the asked ones. Electron's default is to grant. */
export function denyPermissions(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  session.setPermissionRequestHandler((contents, permission, done) => {
    done(mayUse(permission, contents.getURL()));
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, done) => done({}));
  session.on('will-download', (event) => event.preventDefault());
  // Electron's spell checker would fetch word lists from the network.
  session.setSpellCheckerEnabled(false);
}
