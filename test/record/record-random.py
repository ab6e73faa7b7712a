#!/usr/bin/env python3
"""Records random file-system sessions with real inotify, in the format of test/recorded/random.jsonl.

    python3 test/record/record-random.py --seed 1 --sessions 1000 > /tmp/random.jsonl
    node dist/cli.js probe /tmp/random.jsonl --verify

Needs Linux, and root for owners. The seed decides what is done; the kernel decides what happens. The sessions ask for
more than the ones in test/recorded: trailing slashes, `..`, every open flag, every inotify flag, owners, removed
directories that are held open. Left out: what random.jsonl cannot hold (mounts, other users, queue limits).
"""

import argparse
import ctypes
import errno
import json
import os
import random
import shutil
import stat
import struct
import sys
import tempfile

LIBC = ctypes.CDLL(None, use_errno=True)
SYS_GETDENTS64 = {"x86_64": 217, "aarch64": 61}.get(os.uname().machine)

EVENTS = {
    "IN_ACCESS": 0x1, "IN_MODIFY": 0x2, "IN_ATTRIB": 0x4, "IN_CLOSE_WRITE": 0x8, "IN_CLOSE_NOWRITE": 0x10,
    "IN_OPEN": 0x20, "IN_MOVED_FROM": 0x40, "IN_MOVED_TO": 0x80, "IN_CREATE": 0x100, "IN_DELETE": 0x200,
    "IN_DELETE_SELF": 0x400, "IN_MOVE_SELF": 0x800,
}
SET_BY_KERNEL = {"IN_UNMOUNT": 0x2000, "IN_Q_OVERFLOW": 0x4000, "IN_IGNORED": 0x8000, "IN_ISDIR": 0x40000000}
WATCH_FLAGS = {
    "IN_ONLYDIR": 0x1000000, "IN_DONT_FOLLOW": 0x2000000, "IN_EXCL_UNLINK": 0x4000000,
    "IN_MASK_CREATE": 0x10000000, "IN_MASK_ADD": 0x20000000, "IN_ONESHOT": 0x80000000,
}
FSNOTIFY = ["IN_MOVED_TO", "IN_MOVED_FROM", "IN_CREATE", "IN_ATTRIB", "IN_MODIFY", "IN_MOVE_SELF", "IN_DELETE",
            "IN_DELETE_SELF"]

NAMES = ["a", "b", "c", "d", "e", "l", "m", "d/a", "d/b", "e/a", "e/b", "l/a", "m/a", "d/s", "d/s/a", "l/s/a"]
ODD_PATHS = ["d/..", "d/.", "e/../a", "d/../e/a", "l/..", "l/.", ".", "d//a", "./a", "missing/a", "a/b", "l/l/a"]
LINK_TARGETS = ["d", "e", "d/a", "a", "m", "l", "c", "d/", "d/.", "e/../d", "/no-such-directory/a"]
OPEN_FLAGS = [
    "O_RDONLY|O_CLOEXEC", "O_WRONLY|O_CREAT|O_CLOEXEC", "O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC", "O_RDWR",
    "O_RDONLY|O_DIRECTORY", "O_RDONLY|O_NOFOLLOW", "O_WRONLY|O_CREAT|O_EXCL", "O_WRONLY|O_APPEND", "O_RDONLY|O_TRUNC",
    "O_RDWR|O_CREAT|O_NOFOLLOW", "O_RDONLY|O_CREAT", "O_WRONLY|O_TRUNC", "O_RDONLY|O_NOFOLLOW|O_DIRECTORY",
]


def check(result):
    """The result of a C call, or its errno as an exception."""
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def mask_of(mask, flags):
    names = EVENTS if mask == "all" else FSNOTIFY if mask == "fsnotify" else mask
    return ctypes.c_uint32(sum(EVENTS[name] for name in names) | sum(WATCH_FLAGS[name] for name in flags))


class Session:
    """One directory, one inotify instance, and what was done and seen."""

    def __init__(self, parent, dice):
        self.dice = dice
        self.top = tempfile.mkdtemp(prefix="record-", dir=parent)
        self.root = os.path.join(self.top, "mount")
        os.mkdir(self.root, 0o755)
        self.reader = dice.choice(["paused", "eager"])
        self.inotify = check(LIBC.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        self.open, self.listed = {}, set()
        self.ops, self.raw = [], []

    def at(self, path):
        return (self.root if path == "." else f"{self.root}/{path}").encode()

    def path(self):
        chance = self.dice.random()
        if chance < 0.03:
            return self.dice.choice(ODD_PATHS)
        return self.dice.choice(NAMES) + ("/" if chance < 0.09 else "")

    def call(self, op):
        """Makes the call of an operation; returns what a recording calls its result, or None."""
        name = op["op"]
        if name in ("mkdir", "chmod"):
            getattr(os, name)(self.at(op["path"]), int(op["mode"], 8))
        elif name in ("rmdir", "stat", "lstat"):
            getattr(os, name)(self.at(op["path"]))
        elif name == "unlink":
            check(LIBC.unlink(self.at(op["path"])))
        elif name in ("rename", "link"):
            check(getattr(LIBC, name)(self.at(op["from"]), self.at(op["to"])))
        elif name == "symlink":
            os.symlink(op["target"].encode(), self.at(op["path"]))
        elif name == "truncate":
            os.truncate(self.at(op["path"]), op["length"])
        elif name == "lchown":
            os.lchown(self.at(op["path"]), op["uid"], op["gid"])
        elif name == "readlink":
            return os.readlink(self.at(op["path"])).decode()
        elif name == "open":
            flags = sum(getattr(os, flag) for flag in op["flags"].split("|"))
            self.open[op["fd"]] = os.open(self.at(op["path"]), flags, int(op["mode"], 8))
        elif name == "close":
            os.close(self.open.pop(op["fd"]))
        elif name == "read":
            return len(os.read(self.open[op["fd"]], op["bytes"]))
        elif name == "write":
            return os.write(self.open[op["fd"]], op["data"].encode())
        elif name == "getdents":
            buffer = ctypes.create_string_buffer(1 << 16)
            op["bytes"] = check(LIBC.syscall(SYS_GETDENTS64, self.open[op["fd"]], buffer, len(buffer)))
            self.listed.add(op["fd"])  # ext4 answers a later read(2) with EINVAL in place of EISDIR
        elif name == "inotify_add_watch":
            return check(LIBC.inotify_add_watch(self.inotify, self.at(op["path"]), mask_of(op["mask"], op["flags"])))
        elif name == "inotify_rm_watch":
            check(LIBC.inotify_rm_watch(self.inotify, op["wd"]))
        return None

    def do(self, op, **arguments):
        operation = {"op": op, **arguments}
        try:
            result = self.call(operation)
            if result is not None:
                operation["result"] = result
        except OSError as error:
            operation["err"] = errno.errorcode[error.errno]
        self.ops.append(operation)
        if self.reader == "eager":
            self.drain()
        return "err" not in operation

    def drain(self):
        while True:
            try:
                records = os.read(self.inotify, 1 << 20)
            except BlockingIOError:
                return
            at = 0
            while at < len(records):
                wd, mask, cookie, length = struct.unpack_from("iIII", records, at)
                name = records[at + 16:at + 16 + length].rstrip(b"\0").decode()
                at += 16 + length
                bits = [bit for bit, value in {**EVENTS, **SET_BY_KERNEL}.items() if mask & value]
                self.raw.append({"wd": wd, "mask": bits, "cookie": cookie, "name": name})

    def tree(self):
        entries = []

        def walk(directory, prefix):
            for name in sorted(os.listdir(directory)):
                path, info = f"{directory}/{name}", os.lstat(f"{directory}/{name}")
                entry = {"path": prefix + name, "mode": oct(stat.S_IMODE(info.st_mode))}
                if info.st_uid or info.st_gid:
                    entry.update(uid=info.st_uid, gid=info.st_gid)
                if stat.S_ISDIR(info.st_mode):
                    entries.append({**entry, "type": "dir"})
                    walk(path, f"{prefix}{name}/")
                    continue
                if stat.S_ISLNK(info.st_mode):
                    entry.update(type="symlink", target=os.readlink(path))
                else:
                    with open(path, encoding="utf-8") as file:
                        entry.update(type="file", content=file.read())
                entries.append({**entry, **({"nlink": info.st_nlink} if info.st_nlink > 1 else {})})

        walk(self.root, "")
        return {"path": ".", "mode": oct(stat.S_IMODE(os.lstat(self.root).st_mode)), "entries": entries}

    def set_up(self):
        for name in ("d", "e", "d/s", "a", "b", "d/a", "e/a", "d/s/a"):
            path = f"{self.root}/{name}"
            if self.dice.random() < 0.4 or not os.path.isdir(os.path.dirname(path)):
                continue
            if name in ("d", "e", "d/s"):
                os.mkdir(path, 0o755)
            else:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(name)
        for name in ("l", "m"):
            if self.dice.random() < 0.5:
                os.symlink(self.dice.choice(["d", "d/a", "a", "e", "d/s"]), f"{self.root}/{name}")

    def random_mask(self):
        some = sorted(self.dice.sample(list(EVENTS), self.dice.randint(1, 4)))
        return self.dice.choice(["all", "all", "fsnotify", "fsnotify", some])

    def watch_first(self):
        watches = []
        for number in range(self.dice.randint(1, 4)):
            path = self.dice.choice([".", ".", "d", "e", "a", "d/a", "l", "m", "d/s"])
            flags, mask = self.dice.choice([[], [], ["IN_DONT_FOLLOW"]]), self.random_mask()
            wd = LIBC.inotify_add_watch(self.inotify, self.at(path), mask_of(mask, flags))
            if wd > 0:
                watches.append({"id": f"w{number}", "path": path, "flags": flags, "mask": mask, "wd": wd})
        return watches

    def something(self):
        """One random operation, or the two of a link swap."""
        dice, path = self.dice, self.path
        kind = dice.choices(["entry", "open", "use", "attribute", "swap", "watch"], [40, 17, 18, 10, 4, 11])[0]
        if kind == "entry":
            op = dice.choices(["mkdir", "rmdir", "unlink", "rename", "link", "symlink"], [5, 8, 9, 12, 8, 5])[0]
            arguments = {
                "mkdir": lambda: {"path": path(), "mode": dice.choice(["0755", "0700", "02755"])},
                "symlink": lambda: {"target": dice.choice(LINK_TARGETS), "path": path()},
            }
            two_paths = op in ("rename", "link")
            default = (lambda: {"from": path(), "to": path()}) if two_paths else (lambda: {"path": path()})
            self.do(op, **arguments.get(op, default)())
        elif kind == "open":
            fd = max(self.open, default=0) + 1
            self.do("open", path=path(), flags=dice.choice(OPEN_FLAGS), fd=fd, mode=dice.choice(["0644", "0600"]))
        elif kind == "use" and self.open:
            fd = dice.choice(list(self.open))
            op = dice.choice(["read", "write", "write", "getdents", "close", "close"])
            if op == "read" and fd not in self.listed:
                self.do(op, fd=fd, bytes=dice.choice([2, 4096]))
            elif op == "write":
                self.do(op, fd=fd, data=dice.choice(["", "x", "yy", "hello"]))
            elif op in ("getdents", "close"):
                self.do(op, fd=fd)
        elif kind == "attribute":
            op = dice.choice(["chmod", "truncate", "lchown", "stat", "lstat", "readlink"])
            more = {
                "chmod": {"mode": dice.choice(["0600", "0644", "0755", "04755", "02755"])},
                "truncate": {"length": dice.choice([0, 1, 8, -1])},
                "lchown": {"uid": dice.choice([-1, 0, 1000]), "gid": dice.choice([-1, 0, 2000])},
            }
            self.do(op, path=path(), **more.get(op, {}))
        elif kind == "swap":
            self.do("symlink", target=dice.choice(LINK_TARGETS), path="tmp")
            self.do("rename", **{"from": "tmp", "to": "l"})
        elif kind == "watch" and dice.random() < 0.6:
            flags = [flag for flag in WATCH_FLAGS if dice.random() < 0.15]
            self.do("inotify_add_watch", path=path(), flags=flags, mask=self.random_mask())
        elif kind == "watch":
            self.do("inotify_rm_watch", wd=dice.randint(1, 8))

    def record(self, name, length):
        self.set_up()
        mount, watches = self.tree(), self.watch_first()
        while len(self.ops) < length:
            self.something()
        for fd in self.dice.sample(list(self.open), len(self.open)):
            self.do("close", fd=fd)
        self.drain()
        os.close(self.inotify)
        final = self.tree()
        shutil.rmtree(self.top)
        numbers = {0: 0}
        for event in self.raw:
            event["cookie"] = numbers.setdefault(event["cookie"], len(numbers))
        return {
            "id": name, "kernel": os.uname().release, "library": "inotify (raw)", "reader": self.reader,
            "instances": "single", "mount": mount, "watch": watches, "ops": self.ops, "raw": self.raw, "final": final,
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--operations", type=int, default=50, help="of one session")
    parser.add_argument("--directory", default=None, help="where to work: its file system is recorded")
    options = parser.parse_args()
    if SYS_GETDENTS64 is None or sys.platform != "linux":
        sys.exit("this machine's getdents64(2) is not known")
    os.umask(0)
    for number in range(options.sessions):
        dice = random.Random(f"{options.seed}/{number}")
        session = Session(options.directory, dice)
        print(json.dumps(session.record(f"random-{options.seed}-{number}", options.operations)))


if __name__ == "__main__":
    main()
