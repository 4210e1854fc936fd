'use strict';
// The one door in front of every npm script. Runs on the outer Node (>= 20), uses nothing but Node itself,
// installs what is missing, then hands over to Node >= 24. Nothing else may run on an older Node: the native
// SQLite module ends the process there without a word.
//
//   node build/boot.cjs <script.ts> [arguments…]
//
// Kept to Node 20 syntax on purpose.
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.dirname(__dirname);
const NEEDED_MAJOR = 24;

/** The sentence for a machine that has no usable Node; says what is missing and the way out. */
const NO_NODE =
  `Outlet Desk needs Node ${NEEDED_MAJOR} or newer, and no copy of it comes with this system ` +
  `(${process.platform} ${process.arch}). Install Node ${NEEDED_MAJOR} from https://nodejs.org and run the same command again.\n` +
  `网点工作台需要 Node ${NEEDED_MAJOR} 或更高版本，本系统没有随带的版本。请从 https://nodejs.org 安装后再执行同一命令。`;

/** The sentence for a machine where npm cannot be found. */
const NO_NPM =
  'npm was not found beside this Node. Start with `npm start` or `npm test`, or install npm (it comes with Node).\n' +
  '没有找到 npm。请用 `npm start` 或 `npm test` 启动，或安装 npm（随 Node 提供）。';

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * What the installed tree depends on: the lockfile, the dependency part of package.json, the platform.
 * Scripts and texts in package.json are left out, so editing them does not cost an installation.
 */
function wantedStamp(root, platform = process.platform, arch = process.arch) {
  const manifest = readJson(path.join(root, 'package.json')) || {};
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
  const relevant = [
    manifest.dependencies,
    manifest.devDependencies,
    manifest.optionalDependencies,
    manifest.overrides,
  ];
  return createHash('sha256')
    .update(lock)
    .update(JSON.stringify(relevant))
    .update(`${platform}-${arch}`)
    .digest('hex');
}

const stampFile = (root) => path.join(root, 'node_modules', '.outlet-desk-stamp.json');

/** True if a lockfile entry is meant for this machine (its `os` and `cpu` are a name or a list of names). */
function fits(entry, platform, arch) {
  const allows = (value, own) => {
    const list = [].concat(value === undefined ? [] : value);
    if (list.includes(`!${own}`)) return false;
    const positive = list.filter((item) => !item.startsWith('!'));
    return positive.length === 0 || positive.includes(own);
  };
  return allows(entry.os, platform) && allows(entry.cpu, arch);
}

/**
 * Package folders the lockfile asks for on this machine that are not there.
 * `required`: without them nothing works. `optional`: platform binaries; npm may leave some out for good
 * reason (another libc), so they are compared with what was missing right after the last installation.
 */
function missingFolders(root, platform = process.platform, arch = process.arch) {
  const lock = readJson(path.join(root, 'package-lock.json'));
  const result = { required: [], optional: [] };
  if (!lock || !lock.packages)
    throw new Error('package-lock.json is missing or damaged; get it back with git.');
  for (const [where, entry] of Object.entries(lock.packages)) {
    if (where === '' || entry.link || !fits(entry, platform, arch)) continue;
    if (!fs.existsSync(path.join(root, where, 'package.json'))) {
      result[entry.optional || entry.devOptional || entry.peer ? 'optional' : 'required'].push(where);
    }
  }
  return result;
}

/** True when node_modules is what the lockfile asks for, by our stamp and by a look at every folder. */
function isInstalled(root) {
  const stamp = readJson(stampFile(root));
  if (!stamp || stamp.wanted !== wantedStamp(root)) return false;
  const missing = missingFolders(root);
  return missing.required.length === 0 && missing.optional.every((name) => stamp.leftOut.includes(name));
}

/** Notes that the tree is complete for the present lockfile, and which optional folders npm left out. */
function writeStamp(root) {
  const stamp = { wanted: wantedStamp(root), leftOut: missingFolders(root).optional };
  fs.writeFileSync(stampFile(root), `${JSON.stringify(stamp)}\n`);
}

/** npm's own program file: the npm that started us, else the one beside Node, else the one in PATH. */
function findNpm(env, execPath) {
  const candidates = [];
  if (env.npm_execpath && /npm-cli\.c?js$/.test(env.npm_execpath)) candidates.push(env.npm_execpath);
  const beside = path.dirname(execPath);
  candidates.push(path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
  candidates.push(path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'));
  for (const folder of (env.PATH || env.Path || '').split(path.delimiter)) {
    if (!folder) continue;
    candidates.push(path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
    try {
      const real = fs.realpathSync(path.join(folder, 'npm'));
      candidates.push(
        real,
        path.join(path.dirname(real), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      );
    } catch {
      // no npm in this folder
    }
  }
  return candidates.find((file) => /npm-cli\.c?js$/.test(file) && fs.existsSync(file)) || null;
}

/**
 * The Node that may run npm: never the copy inside node_modules, which npm is about to replace
 * (Windows cannot delete a running program).
 */
function outerNode(env, execPath, root) {
  const inside = path.join(root, 'node_modules') + path.sep;
  if (
    env.npm_node_execpath &&
    !env.npm_node_execpath.startsWith(inside) &&
    fs.existsSync(env.npm_node_execpath)
  ) {
    return env.npm_node_execpath;
  }
  return execPath;
}

/** Waits until no other start of ours is installing into the same folder. Returns a function that lets go. */
function takeInstallLock(root) {
  const folder = path.join(root, '.cache');
  const file = path.join(folder, 'install.lock');
  fs.mkdirSync(folder, { recursive: true });
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    let owner = 0;
    try {
      owner = Number(fs.readFileSync(file, 'utf8'));
    } catch {
      continue;
    }
    let alive = owner > 0;
    if (alive) {
      try {
        process.kill(owner, 0);
      } catch (error) {
        alive = error.code === 'EPERM';
      }
    } else {
      // Just created and not yet written, or left behind empty by a crash: give it a second.
      Atomics.wait(pause, 0, 0, 1000);
      try {
        alive = fs.readFileSync(file, 'utf8') !== '';
      } catch {
        continue;
      }
    }
    if (!alive) fs.rmSync(file, { force: true });
    else Atomics.wait(pause, 0, 0, 300);
  }
}

/** Brings node_modules to what the lockfile says. Prints one line and npm's errors; throws an Error to show. */
function install(root, env = process.env, execPath = process.execPath) {
  if (isInstalled(root)) return false;
  const release = takeInstallLock(root);
  try {
    if (isInstalled(root)) return false; // another start did it while we waited
    const npm = findNpm(env, execPath);
    if (!npm) throw new Error(NO_NPM);
    const begun = Date.now();
    process.stderr.write('Installing what is missing (npm ci) … 正在安装缺少的组件\n');
    fs.rmSync(stampFile(root), { force: true });
    const run = spawnSync(
      outerNode(env, execPath, root),
      [npm, 'ci', '--loglevel=error', '--prefer-offline'],
      {
        cwd: root,
        // No dependency needs an install script; npm before 11 would run node-gyp for better-sqlite3.
        env: { ...cleanEnv(env), npm_config_ignore_scripts: 'true', npm_config_include: 'dev optional' },
        stdio: ['ignore', 2, 2], // our stdout belongs to the program that runs next
      },
    );
    if (run.error) throw run.error;
    if (run.status !== 0) {
      throw new Error(
        `npm ci failed (exit ${run.status === null ? run.signal : run.status}); its message is above. ` +
          'Check the network or the registry setting and run the same command again.\n' +
          'npm ci 失败，原因见上。请检查网络或 npm 源设置后重试。',
      );
    }
    const missing = missingFolders(root).required[0];
    if (missing)
      throw new Error(`npm ci ended well but ${missing} is missing. Delete node_modules and try again.`);
    writeStamp(root);
    process.stderr.write(`Installed in ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
    return true;
  } finally {
    release();
  }
}

/** The environment without settings of an enclosing npm run that would change what a nested `npm ci` does. */
function cleanEnv(env) {
  const copy = { ...env };
  for (const key of Object.keys(copy)) {
    if (
      /^npm_config_(omit|production|only|package_lock_only|dry_run|global|workspace|allow_scripts)$/i.test(
        key,
      )
    )
      delete copy[key];
  }
  if (copy.NODE_ENV === 'production') delete copy.NODE_ENV;
  return copy;
}

const osName = { win32: 'win', linux: 'linux', darwin: 'darwin' };

/** Path of a Node >= 24: our own if it is new enough, else the pinned platform package; null if there is none. */
function findNode(root, execPath = process.execPath, version = process.versions.node) {
  if (Number(version.split('.')[0]) >= NEEDED_MAJOR) return execPath;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const name = `node-${osName[process.platform] || process.platform}-${process.arch}`;
  const file = path.join(root, 'node_modules', name, 'bin', program);
  if (!fs.existsSync(file)) return null;
  // A binary for another libc is there but does not start.
  const answer = spawnSync(file, ['--version'], { encoding: 'utf8' });
  const major = /^v(\d+)\./.exec(answer.stdout || '');
  return major && Number(major[1]) >= NEEDED_MAJOR ? file : null;
}

/**
 * Where no locale is set (a container, a service) Linux means plain ASCII, and a browser then loses every file whose
 * name is Chinese: it cannot be picked, and what is saved is called «download». What is set to UTF-8 stays as it is.
 */
function withUtf8(env, platform = process.platform) {
  const set = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (platform !== 'linux' || /utf-?8/i.test(set)) return env;
  return { ...env, LC_CTYPE: 'C.UTF-8', ...(env.LC_ALL ? { LC_ALL: 'C.UTF-8' } : {}) };
}

/** Runs the rest on that Node, its folder first in PATH, passes signals on and ends as it ends. */
function handOver(node, args, env) {
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') || 'PATH';
  const childEnv = { ...withUtf8(env), NODE: node };
  childEnv[pathKey] = path.dirname(node) + path.delimiter + (env[pathKey] || '');
  const child = spawn(node, args, {
    stdio: 'inherit',
    env: childEnv,
    cwd: env.OUTLET_BOOT_CWD || process.cwd(),
  });
  const signals = process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  // Under npm: if npm is killed without a signal to us, the program must not stay behind.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (env.npm_lifecycle_event && process.ppid !== parent) child.kill('SIGTERM');
  }, 1000);
  watch.unref();
  child.on('error', (error) => {
    process.stderr.write(`${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    if (signal) {
      for (const name of signals) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    } else {
      process.exitCode = code === null ? 1 : code;
    }
  });
}

function main() {
  const [script, ...rest] = process.argv.slice(2);
  if (!script) {
    process.stderr.write('usage: node build/boot.cjs <script.ts> [arguments]\n');
    process.exitCode = 2;
    return;
  }
  try {
    install(ROOT);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const node = findNode(ROOT);
  if (!node) {
    process.stderr.write(`${NO_NODE}\n`);
    process.exitCode = 1;
    return;
  }
  handOver(node, [path.resolve(ROOT, script), ...rest], process.env);
}

module.exports = {
  wantedStamp,
  missingFolders,
  isInstalled,
  writeStamp,
  findNpm,
  findNode,
  install,
  withUtf8,
  stampFile,
  NO_NODE,
};
if (require.main === module) main();
