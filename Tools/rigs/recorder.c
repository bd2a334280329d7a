// SPDX-License-Identifier: EUPL-1.2
//
// Writes down what a program does to the files below one folder, in the order in which it happens,
// so that `power.py` can build what a power cut at any moment would have left behind.
//
//     RIG_ROOT=/folder RIG_LOG=/elsewhere/log LD_PRELOAD=recorder.so program …
//
// It stands between the program and the C library. Every call that changes a file is made and
// written down under one lock, so the order in the log is the order on the disk. What it does not
// know how to write down it marks with '!', and the replayer then refuses the whole recording.
// Lines of the program that begin with "committed " are written down too: what is said, when.
// With RIG_KILL_AFTER=n the program is killed right after the n-th of them, its log being whole.
//
// A record, little-endian: "RIG1", op u8, process u32, inode u64, offset i64, path length u16,
// second path length u16, data length u32, then path, second path, data.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// Recursive, for a C library may do one call by another that stands here too.
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static __thread int depth;
static int log_descriptor = -1;
static char root[PATH_MAX];
static size_t root_length;
static int kill_after;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void) {
    const char *folder = getenv("RIG_ROOT"), *log = getenv("RIG_LOG");
    if (!folder || !log || !realpath(folder, root)) return;
    root_length = strlen(root);
    int descriptor = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (descriptor < 0) return;
    const char *kill_text = getenv("RIG_KILL_AFTER");
    if (kill_text) kill_after = atoi(kill_text);
    // Out of the way of the numbers that the program expects for its own files.
    log_descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 900);
    close(descriptor);
}

struct __attribute__((packed)) head {
    char magic[4];
    uint8_t op;
    uint32_t process;
    uint64_t inode;
    int64_t offset;
    uint16_t path, other;
    uint32_t data;
};

static void note(
    char op, uint64_t inode, int64_t offset, const char *path, const char *other, const void *data,
    size_t length
) {
    struct head head = {
        .magic = {'R', 'I', 'G', '1'}, .op = (uint8_t)op, .process = (uint32_t)getpid(), .inode = inode,
        .offset = offset, .path = path ? strlen(path) : 0, .other = other ? strlen(other) : 0,
        .data = (uint32_t)length
    };
    struct iovec parts[4] = {
        {&head, sizeof head}, {(void *)path, head.path}, {(void *)other, head.other},
        {(void *)data, length}
    };
    size_t whole = sizeof head + head.path + head.other + length;
    if (REAL(writev)(log_descriptor, parts, 4) != (ssize_t)whole) {
        static const char words[] = "recorder: the log cannot be written\n";
        REAL(write)(2, words, sizeof words - 1);
        _exit(99);
    }
}

static int is_below(const char *path) {
    return strncmp(path, root, root_length) == 0
        && (path[root_length] == '/' || path[root_length] == 0);
}

/// The path of an open file below the folder; 0 for any other.
static int path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

/// An absolute path without its own links resolved; 0 when it is not below the folder.
static int absolute(int folder, const char *name, char *path) {
    char base[PATH_MAX], joined[2 * PATH_MAX];
    if (name[0] == '/') {
        snprintf(joined, sizeof joined, "%s", name);
    } else if (folder == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return 0;
        snprintf(joined, sizeof joined, "%s/%s", base, name);
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
        snprintf(joined, sizeof joined, "%s/%s", base, name);
    }
    size_t end = strlen(joined);
    while (end > 1 && joined[end - 1] == '/') joined[--end] = 0;
    char *slash = strrchr(joined, '/');
    if (!slash) return 0;
    *slash = 0;
    char folder_path[PATH_MAX];
    if (!realpath(joined[0] ? joined : "/", folder_path)) return 0;
    if (snprintf(path, PATH_MAX, "%s/%s", folder_path, slash + 1) >= PATH_MAX) return 0;
    return is_below(path);
}

static uint64_t inode_of(int descriptor) {
    struct stat info;
    return fstat(descriptor, &info) == 0 ? info.st_ino : 0;
}

static uint64_t inode_at(const char *path) {
    struct stat info;
    return lstat(path, &info) == 0 ? info.st_ino : 0;
}

/// The shared-memory index is rebuilt after a crash, whatever is in it.
static int is_left_out(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

#define BEGIN                       \
    int active = log_descriptor >= 0 && depth == 0; \
    if (active) { pthread_mutex_lock(&lock); depth = 1; }
#define END                         \
    if (active) { int kept = errno; depth = 0; pthread_mutex_unlock(&lock); errno = kept; }

// Writing

static void wrote(int descriptor, int64_t offset, const void *data, ssize_t count) {
    char path[PATH_MAX];
    if (count <= 0) return;
    if (descriptor == 1 || descriptor == 2) {
        if (count >= 10 && memcmp(data, "committed ", 10) == 0) {
            note('A', 0, 0, NULL, NULL, data, (size_t)count);
            if (kill_after > 0 && --kill_after == 0) kill(getpid(), SIGKILL);
        }
        return;
    }
    if (!path_of(descriptor, path) || is_left_out(path)) return;
    note('W', inode_of(descriptor), offset, path, NULL, data, (size_t)count);
}

/// Where a plain write of `descriptor` goes.
static int64_t place(int descriptor) {
    if (descriptor <= 2) return 0;
    if (fcntl(descriptor, F_GETFL) & O_APPEND) return lseek(descriptor, 0, SEEK_END);
    return lseek(descriptor, 0, SEEK_CUR);
}

ssize_t write(int descriptor, const void *data, size_t count) {
    BEGIN
    int64_t offset = active ? place(descriptor) : 0;
    ssize_t result = REAL(write)(descriptor, data, count);
    if (active) wrote(descriptor, offset, data, result);
    END
    return result;
}

static ssize_t gathered(int descriptor, const struct iovec *parts, int count, int64_t offset, ssize_t result) {
    for (int part = 0, left = (int)result; part < count && left > 0; part++) {
        ssize_t length = (ssize_t)parts[part].iov_len < left ? (ssize_t)parts[part].iov_len : left;
        wrote(descriptor, offset, parts[part].iov_base, length);
        offset += length;
        left -= (int)length;
    }
    return result;
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    BEGIN
    int64_t offset = active ? place(descriptor) : 0;
    ssize_t result = REAL(writev)(descriptor, parts, count);
    if (active) gathered(descriptor, parts, count, offset, result);
    END
    return result;
}

#define POSITIONED(name, kind)                                              \
    ssize_t name(int descriptor, const void *data, size_t count, kind offset) { \
        BEGIN                                                               \
        ssize_t result = REAL(name)(descriptor, data, count, offset);       \
        if (active) wrote(descriptor, offset, data, result);                \
        END                                                                 \
        return result;                                                      \
    }
POSITIONED(pwrite, off_t)
POSITIONED(pwrite64, off64_t)

#define POSITIONED_PARTS(name, kind)                                        \
    ssize_t name(int descriptor, const struct iovec *parts, int count, kind offset) { \
        BEGIN                                                               \
        ssize_t result = REAL(name)(descriptor, parts, count, offset);      \
        if (active) gathered(descriptor, parts, count, offset, result);     \
        END                                                                 \
        return result;                                                      \
    }
POSITIONED_PARTS(pwritev, off_t)
POSITIONED_PARTS(pwritev64, off64_t)

#define CUT(name, kind)                                                     \
    int name(int descriptor, kind length) {                                 \
        char path[PATH_MAX];                                                \
        BEGIN                                                               \
        int result = REAL(name)(descriptor, length);                        \
        if (active && result == 0 && path_of(descriptor, path) && !is_left_out(path)) \
            note('T', inode_of(descriptor), length, path, NULL, NULL, 0);   \
        END                                                                 \
        return result;                                                      \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

// On the disk

static void synced(int descriptor) {
    char path[PATH_MAX];
    struct stat info;
    if (!path_of(descriptor, path) || is_left_out(path) || fstat(descriptor, &info) != 0) return;
    note(S_ISDIR(info.st_mode) ? 'D' : 'S', info.st_ino, 0, path, NULL, NULL, 0);
}

#define SYNC(name)                                  \
    int name(int descriptor) {                      \
        BEGIN                                       \
        int result = REAL(name)(descriptor);        \
        if (active && result == 0) synced(descriptor); \
        END                                         \
        return result;                              \
    }
SYNC(fsync)
SYNC(fdatasync)
SYNC(syncfs)

// Names

/// A file that came into being, or was emptied, by being opened.
static void opened(int descriptor, int flags, int existed) {
    char path[PATH_MAX];
    if (descriptor < 0 || !path_of(descriptor, path) || is_left_out(path)) return;
    if (!existed)
        note('C', inode_of(descriptor), 0, path, NULL, NULL, 0);
    else if (flags & O_TRUNC)
        note('T', inode_of(descriptor), 0, path, NULL, NULL, 0);
}

#define OPEN(name)                                              \
    int name(const char *file, int flags, ...) {                \
        mode_t mode = 0;                                        \
        if (flags & (O_CREAT | O_TMPFILE)) {                    \
            va_list rest;                                       \
            va_start(rest, flags);                              \
            mode = va_arg(rest, mode_t);                        \
            va_end(rest);                                       \
        }                                                       \
        BEGIN                                                   \
        int existed = !(flags & O_CREAT) || access(file, F_OK) == 0; \
        int result = REAL(name)(file, flags, mode);             \
        if (active && (flags & (O_CREAT | O_TRUNC))) opened(result, flags, existed); \
        END                                                     \
        return result;                                          \
    }
OPEN(open)
OPEN(open64)

#define OPEN_AT(name)                                           \
    int name(int folder, const char *file, int flags, ...) {    \
        mode_t mode = 0;                                        \
        if (flags & (O_CREAT | O_TMPFILE)) {                    \
            va_list rest;                                       \
            va_start(rest, flags);                              \
            mode = va_arg(rest, mode_t);                        \
            va_end(rest);                                       \
        }                                                       \
        BEGIN                                                   \
        int existed = !(flags & O_CREAT) || faccessat(folder, file, F_OK, 0) == 0; \
        int result = REAL(name)(folder, file, flags, mode);     \
        if (active && (flags & (O_CREAT | O_TRUNC))) opened(result, flags, existed); \
        END                                                     \
        return result;                                          \
    }
OPEN_AT(openat)
OPEN_AT(openat64)

#define CREATE(name)                                            \
    int name(const char *file, mode_t mode) {                   \
        BEGIN                                                   \
        int existed = access(file, F_OK) == 0;                  \
        int result = REAL(name)(file, mode);                    \
        if (active) opened(result, O_TRUNC, existed);           \
        END                                                     \
        return result;                                          \
    }
CREATE(creat)
CREATE(creat64)

#define TEMPORARY(name)                                         \
    int name(char *pattern) {                                   \
        BEGIN                                                   \
        int result = REAL(name)(pattern);                       \
        if (active) opened(result, 0, 0);                       \
        END                                                     \
        return result;                                          \
    }
TEMPORARY(mkstemp)
TEMPORARY(mkstemp64)

#define REMOVE(name, op)                                        \
    int name(const char *file) {                                \
        char path[PATH_MAX];                                    \
        BEGIN                                                   \
        int here = active && absolute(AT_FDCWD, file, path) && !is_left_out(path); \
        int result = REAL(name)(file);                          \
        if (here && result == 0) note(op, 0, 0, path, NULL, NULL, 0); \
        END                                                     \
        return result;                                          \
    }
REMOVE(unlink, 'U')
REMOVE(rmdir, 'X')

int remove(const char *file) {
    struct stat info;
    return lstat(file, &info) == 0 && S_ISDIR(info.st_mode) ? rmdir(file) : unlink(file);
}

int unlinkat(int folder, const char *file, int flags) {
    char path[PATH_MAX];
    BEGIN
    int here = active && absolute(folder, file, path) && !is_left_out(path);
    int result = REAL(unlinkat)(folder, file, flags);
    if (here && result == 0) note(flags & AT_REMOVEDIR ? 'X' : 'U', 0, 0, path, NULL, NULL, 0);
    END
    return result;
}

/// A name from outside that moves in is a file whose bytes nobody saw being written.
static void moved(int from_here, const char *from, int to_here, const char *to) {
    if (from_here && to_here) note('R', inode_at(to), 0, from, to, NULL, 0);
    else if (from_here) note('U', 0, 0, from, NULL, NULL, 0);
    else if (to_here) note('!', 0, 0, to, "moved in from elsewhere", NULL, 0);
}

int rename(const char *old, const char *new) {
    char from[PATH_MAX], to[PATH_MAX];
    BEGIN
    int from_here = active && absolute(AT_FDCWD, old, from);
    int to_here = active && absolute(AT_FDCWD, new, to);
    int result = REAL(rename)(old, new);
    if (active && result == 0) moved(from_here, from, to_here, to);
    END
    return result;
}

int renameat(int old_folder, const char *old, int new_folder, const char *new) {
    char from[PATH_MAX], to[PATH_MAX];
    BEGIN
    int from_here = active && absolute(old_folder, old, from);
    int to_here = active && absolute(new_folder, new, to);
    int result = REAL(renameat)(old_folder, old, new_folder, new);
    if (active && result == 0) moved(from_here, from, to_here, to);
    END
    return result;
}

int renameat2(int old_folder, const char *old, int new_folder, const char *new, unsigned flags) {
    char from[PATH_MAX], to[PATH_MAX];
    BEGIN
    int from_here = active && absolute(old_folder, old, from);
    int to_here = active && absolute(new_folder, new, to);
    int result = REAL(renameat2)(old_folder, old, new_folder, new, flags);
    if (active && result == 0) {
        if (flags & RENAME_EXCHANGE) note('!', 0, 0, to, "names exchanged", NULL, 0);
        else moved(from_here, from, to_here, to);
    }
    END
    return result;
}

int mkdirat(int folder, const char *file, mode_t mode) {
    char path[PATH_MAX];
    BEGIN
    int result = REAL(mkdirat)(folder, file, mode);
    if (active && result == 0 && absolute(folder, file, path))
        note('M', inode_at(path), 0, path, NULL, NULL, 0);
    END
    return result;
}

int mkdir(const char *file, mode_t mode) {
    return mkdirat(AT_FDCWD, file, mode);
}

int link(const char *old, const char *new) {
    char path[PATH_MAX];
    BEGIN
    int result = REAL(link)(old, new);
    if (active && result == 0 && absolute(AT_FDCWD, new, path))
        note('!', 0, 0, path, "a second name for a file", NULL, 0);
    END
    return result;
}

// What is not written down

static void mapped(int protection, int flags, int descriptor) {
    char path[PATH_MAX];
    if ((flags & MAP_SHARED) && (protection & PROT_WRITE) && descriptor >= 0
        && path_of(descriptor, path) && !is_left_out(path))
        note('!', 0, 0, path, "written through a mapping", NULL, 0);
}

#define MAP(name, kind)                                                     \
    void *name(void *at, size_t length, int protection, int flags, int descriptor, kind offset) { \
        void *result = REAL(name)(at, length, protection, flags, descriptor, offset); \
        if (descriptor >= 0 && (flags & MAP_SHARED)) {                      \
            BEGIN                                                           \
            if (active) mapped(protection, flags, descriptor);              \
            END                                                             \
        }                                                                   \
        return result;                                                      \
    }
MAP(mmap, off_t)
MAP(mmap64, off64_t)

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
    char path[PATH_MAX];
    BEGIN
    ssize_t result = REAL(sendfile)(to, from, offset, count);
    if (active && path_of(to, path)) note('!', 0, 0, path, "copied by the system", NULL, 0);
    END
    return result;
}

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t count, unsigned flags) {
    char path[PATH_MAX];
    BEGIN
    ssize_t result = REAL(copy_file_range)(from, from_at, to, to_at, count, flags);
    if (active && path_of(to, path)) note('!', 0, 0, path, "copied by the system", NULL, 0);
    END
    return result;
}

int posix_fallocate(int descriptor, off_t offset, off_t length) {
    char path[PATH_MAX];
    BEGIN
    int result = REAL(posix_fallocate)(descriptor, offset, length);
    if (active && path_of(descriptor, path) && !is_left_out(path))
        note('!', 0, 0, path, "room made beforehand", NULL, 0);
    END
    return result;
}
