# SPDX-License-Identifier: EUPL-1.2
"""A disk as a power cut sees it: what was synced, and what was only on its way.

It follows a log of `recorder.c`. At any moment `image` gives the files as they may stand there
after the power came back: what was synced, and of the rest any choice.

Two kinds of file system are modelled for names (files that came, went or were renamed):
`strict`, where a name is there for sure only once its folder was synced (all that POSIX says), and
`ordered`, where names arrive in the order in which they were made, and a sync of any file takes
along all that came before (ext4, XFS, btrfs).
"""
import os
import struct

SECTOR = 512
HEAD = struct.Struct("<4sBIQqHHI")


class Record:
    __slots__ = ("op", "process", "inode", "offset", "path", "other", "data")

    def __init__(self, op, process, inode, offset, path, other, data):
        self.op, self.process, self.inode, self.offset = op, process, inode, offset
        self.path, self.other, self.data = path, other, data


def read_log(path, root):
    """The records of a log, with paths relative to `root`."""
    with open(path, "rb") as file:
        bytes_ = file.read()
    place, records = 0, []
    prefix = os.path.realpath(root)

    def relative(name):
        name = name.decode(errors="surrogateescape")
        return name[len(prefix) + 1:] if name.startswith(prefix) else name

    while place < len(bytes_):
        magic, op, process, inode, offset, path_length, other_length, data_length = \
            HEAD.unpack_from(bytes_, place)
        if magic != b"RIG1":
            raise SystemExit(f"the log does not read at byte {place}")
        place += HEAD.size
        name = bytes_[place:place + path_length]
        place += path_length
        other = bytes_[place:place + other_length]
        place += other_length
        data = bytes_[place:place + data_length]
        place += data_length
        records.append(
            Record(chr(op), process, inode, offset, relative(name), relative(other), data)
        )
    return records


def mark(log, text):
    """Writes a mark of the driver into the log, between two processes."""
    data = text.encode()
    with open(log, "ab") as file:
        file.write(HEAD.pack(b"RIG1", ord("K"), os.getpid(), 0, 0, 0, 0, len(data)) + data)


class File:
    __slots__ = ("synced", "pending")

    def __init__(self):
        self.synced = bytearray()
        self.pending = []

    def sync(self):
        self.synced = put_all(self.synced, self.pending)
        self.pending = []


def put(bytes_, offset, data):
    end = offset + len(data)
    if offset > len(bytes_):
        bytes_.extend(bytes(offset - len(bytes_)))
    bytes_[offset:end] = data


def cut(bytes_, length):
    if length < len(bytes_):
        del bytes_[length:]
    else:
        bytes_.extend(bytes(length - len(bytes_)))


def put_all(bytes_, pending):
    result = bytearray(bytes_)
    for offset, data in pending:
        if data is None:
            cut(result, offset)
        else:
            put(result, offset, data)
    return result


def put_some(bytes_, pending, dice):
    """Each sector of each write that was not synced is there or not; so is each truncation."""
    result = bytearray(bytes_)
    share = dice.choice((0.03, 0.25, 0.5, 0.75, 0.97))
    # The length of a file may arrive before its bytes: zeros then stand where they should be.
    lengths_first = dice.random() < 0.25
    chance = dice.random
    for offset, data in pending:
        if data is None:
            if chance() < share:
                cut(result, offset)
            continue
        if lengths_first and offset + len(data) > len(result):
            cut(result, offset + len(data))
        at = 0
        while at < len(data):
            step = SECTOR - (offset + at) % SECTOR
            if chance() < share:
                put(result, offset + at, data[at:at + step])
            at += step
    return result


class Names:
    """Which name stands for which file, as far as it is sure, and the changes on their way."""

    def __init__(self, ordered):
        self.ordered = ordered
        self.sure = {}
        self.pending = []

    def change(self, *change):
        self.pending.append(change)

    def folder_synced(self, folder):
        if self.ordered:
            return self.all_synced()
        rest = []
        for change in self.pending:
            if os.path.dirname(change[-1]) == folder:
                self.apply(self.sure, change)
            else:
                rest.append(change)
        self.pending = rest

    def all_synced(self):
        for change in self.pending:
            self.apply(self.sure, change)
        self.pending = []

    @staticmethod
    def apply(names, change):
        """A folder is a name that stands for None. The last part of a change is its name."""
        kind = change[0]
        if kind == "add":
            names[change[2]] = change[1]
        elif kind == "remove":
            names.pop(change[1], None)
        else:
            _, key, old, new = change
            if names.get(old) == key:
                names.pop(old)
            names[new] = key

    def choice(self, how, dice):
        names = dict(self.sure)
        pending = self.pending
        if how == "none":
            return names
        if how == "some" and self.ordered:
            pending = pending[:dice.randint(0, len(pending))]
        elif how == "some":
            share = dice.choice((0.1, 0.5, 0.9))
            pending = [change for change in pending if dice.random() < share]
        for change in pending:
            self.apply(names, change)
        return names


class Disk:
    def __init__(self):
        self.files = {}
        self.by_inode = {}
        self.strict, self.ordered = Names(False), Names(True)
        self.made = 0

    def _change(self, *change):
        self.strict.change(*change)
        self.ordered.change(*change)

    def follow(self, record):
        op = record.op
        if op == "W":
            self._file(record).pending.append((record.offset, record.data))
        elif op == "T":
            self._file(record).pending.append((record.offset, None))
        elif op == "S":
            self._file(record).sync()
            self.ordered.all_synced()
        elif op == "D":
            self.strict.folder_synced(record.path)
            self.ordered.folder_synced(record.path)
        elif op == "C":
            self.made += 1
            self.files[self.made] = File()
            self.by_inode[record.inode] = self.made
            self._change("add", self.made, record.path)
        elif op == "M":
            self._change("add", None, record.path)
        elif op in "UX":
            self._change("remove", record.path)
        elif op == "R":
            self._change("move", self.by_inode.get(record.inode), record.path, record.other)
        elif op == "!":
            raise SystemExit(
                f"the recorder cannot follow this program: {record.path}: {record.other}"
            )

    def _file(self, record):
        key = self.by_inode.get(record.inode)
        if key is None:
            raise SystemExit(f"the log changes a file whose making it does not know: {record.path}")
        return self.files[key]

    def image(self, how, names, dice=None):
        """Path to bytes, for files that can be reached; `how` is all, none or some."""
        chosen = names.choice(how, dice)
        image, bytes_ = {}, {}
        for path, key in chosen.items():
            if key is None or not self._reachable(path, chosen):
                continue
            if key not in bytes_:
                file = self.files[key]
                if how == "none" or not file.pending:
                    bytes_[key] = file.synced
                elif how == "all":
                    bytes_[key] = put_all(file.synced, file.pending)
                else:
                    bytes_[key] = put_some(file.synced, file.pending, dice)
            image[path] = bytes_[key]
        return image

    @staticmethod
    def _reachable(path, names):
        folder = os.path.dirname(path)
        while folder:
            if folder not in names:
                return False
            folder = os.path.dirname(folder)
        return True
