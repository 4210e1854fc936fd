'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** A lock file with the holder's pid beside the profile; a second start leaves a note that the first one reads. */
class Lock {
  held = false;

  request(userData, data, onSecond) {
    if (this.held) return true;
    this.folder = path.join(userData, 'standin-instance');
    fs.mkdirSync(this.folder, { recursive: true });
    this.file = path.join(this.folder, 'pid');
    for (let turn = 0; turn < 2; turn++) {
      try {
        fs.writeFileSync(this.file, String(process.pid), { flag: 'wx' });
        this.held = true;
        this.watch(onSecond);
        return true;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
        if (this.holderLives()) break;
        fs.rmSync(this.file, { force: true });
      }
    }
    const note = path.join(this.folder, `note-${process.pid}`);
    fs.writeFileSync(
      `${note}.part`,
      JSON.stringify({ argv: process.argv, cwd: process.cwd(), data: data ?? null }),
    );
    fs.renameSync(`${note}.part`, `${note}.json`);
    return false;
  }

  holderLives() {
    const pid = Number(fs.readFileSync(this.file, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0) return false;
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return error.code === 'EPERM';
    }
  }

  watch(onSecond) {
    const read = () => {
      if (!this.held) return;
      for (const name of fs.readdirSync(this.folder)) {
        if (!name.endsWith('.json')) continue;
        const file = path.join(this.folder, name);
        const { argv, cwd, data } = JSON.parse(fs.readFileSync(file, 'utf8'));
        fs.rmSync(file);
        onSecond(argv, cwd, data);
      }
    };
    this.watcher = fs.watch(this.folder, read);
    this.watcher.unref();
  }

  release() {
    if (!this.held) return;
    this.held = false;
    this.watcher.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
module.exports = { Lock };
