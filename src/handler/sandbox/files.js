// Node's fs, for reading: promises and their blocking twins. Rule H2.
import { decoded, pathText, withCode } from 'sandbox/bytes';
import { call, callNow } from 'sandbox/calls';

export class Stats {
  constructor({ kind, mtime, ...rest }) {
    Object.assign(this, rest, { kind, mtimeMs: mtime });
  }
  isFile() {
    return this.kind === 'file';
  }
  isDirectory() {
    return this.kind === 'dir';
  }
  isSymbolicLink() {
    return this.kind === 'symlink';
  }
}

export class FileHandle {
  constructor(fd) {
    this.fd = fd;
  }
  async readFile(options) {
    return decoded(await call('read', { fd: this.fd }), options);
  }
  async close() {
    await call('close', { fd: this.fd });
  }
}

export const promises = {
  readFile: async (path, options) =>
    path instanceof FileHandle
      ? path.readFile(options)
      : decoded(await call('readFile', { path: pathText(path) }), options),
  open: async (path, flags = 'r') => {
    if (flags !== 'r') throw withCode(new Error("EROFS: read-only file system, a handler opens with 'r'"), 'EROFS');
    return new FileHandle(await call('open', { path: pathText(path) }));
  },
  readdir: async (path) => [...(await call('readdir', { path: pathText(path) }))],
  stat: async (path) => new Stats(await call('stat', { path: pathText(path) })),
  lstat: async (path) => new Stats(await call('lstat', { path: pathText(path) })),
  access: async (path) => void (await call('stat', { path: pathText(path) })),
  readlink: async (path) => call('readlink', { path: pathText(path) }),
  realpath: async (path) => call('realpath', { path: pathText(path) }),
};

export const fs = {
  promises,
  readFileSync: (path, options) => decoded(callNow('readFile', { path: pathText(path) }), options),
  readdirSync: (path) => callNow('readdir', { path: pathText(path) }),
  statSync: (path) => new Stats(callNow('stat', { path: pathText(path) })),
  lstatSync: (path) => new Stats(callNow('lstat', { path: pathText(path) })),
  readlinkSync: (path) => callNow('readlink', { path: pathText(path) }),
  realpathSync: (path) => callNow('realpath', { path: pathText(path) }),
  existsSync: (path) => {
    try {
      callNow('stat', { path: pathText(path) });
      return true;
    } catch {
      return false;
    }
  },
};
