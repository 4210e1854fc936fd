import path from 'node:path';

/** Where the built parts and the outlet's files lie. `appPath` is the project's folder or the package's archive. */
export interface Places {
  hostFile: string;
  /** Entry of the host's job processes. */
  jobFile: string;
  preloadFile: string;
  rendererDir: string;
  /** The outlet itself: store, log, attachments. Handed to the host as `--dir`. */
  outletDir: string;
  /** Electron's own profile (cookies, caches) and the window's place; never mixed with the store. */
  userData: string;
  windowStateFile: string;
  /** Which folder of photos is watched. */
  photoFolderFile: string;
}

/**
 * `--outlet-dir=DIR` keeps everything of one outlet under DIR (tests, a second outlet on one computer);
 * otherwise the system's folder for program data is used.
 */
export function placesFor(input: {
  appPath: string;
  defaultUserData: string;
  outletDirSwitch: string;
}): Places {
  const { appPath, defaultUserData, outletDirSwitch } = input;
  const outletDir =
    outletDirSwitch === '' ? path.join(defaultUserData, 'outlet') : path.resolve(outletDirSwitch);
  const userData = outletDirSwitch === '' ? defaultUserData : path.join(outletDir, 'window');
  return {
    hostFile: path.join(appPath, 'out', 'main', 'host', 'index.js'),
    jobFile: path.join(appPath, 'out', 'main', 'host', 'children', 'job-main.js'),
    preloadFile: path.join(appPath, 'out', 'preload', 'index.cjs'),
    rendererDir: path.join(appPath, 'out', 'renderer'),
    outletDir,
    userData,
    windowStateFile: path.join(userData, 'window.json'),
    photoFolderFile: path.join(userData, 'photo-folder.json'),
  };
}
