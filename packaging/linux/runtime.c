/* The head of our AppImages: unpacks the squashfs behind itself into a folder of its own, runs AppRun in it, and takes
 * the folder away again. AppImage's usual head mounts instead, for which the computer needs FUSE; this one needs nothing.
 *
 *     --appimage-extract   unpack into ./squashfs-root and end
 *     --appimage-offset    say where the squashfs begins, and end
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sqfs/compressor.h>
#include <sqfs/data_reader.h>
#include <sqfs/dir_reader.h>
#include <sqfs/error.h>
#include <sqfs/id_table.h>
#include <sqfs/inode.h>
#include <sqfs/io.h>
#include <sqfs/super.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT_START = 4, CHUNK = 1 << 20, OPEN_FOLDERS = 16 };

/* The part of our own file that holds the squashfs, as libsquashfs wants to read it. */
typedef struct {
    sqfs_file_t base;
    int fd;
    off_t start;
} part_t;

static pid_t child;

static void destroy_part(sqfs_object_t *object)
{
    (void)object; /* lives as long as the process */
}

static int read_part(sqfs_file_t *file, sqfs_u64 offset, void *buffer, size_t size)
{
    part_t *part = (part_t *)file;
    char *into = buffer;
    while (size > 0) {
        ssize_t count = pread(part->fd, into, size, part->start + (off_t)offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return SQFS_ERROR_IO;
        into += count, offset += (sqfs_u64)count, size -= (size_t)count;
    }
    return 0;
}

static sqfs_u64 part_size(const sqfs_file_t *file)
{
    const part_t *part = (const part_t *)file;
    struct stat status;
    return fstat(part->fd, &status) == 0 ? (sqfs_u64)(status.st_size - part->start) : 0;
}

/* Returns where our ELF file ends and the squashfs begins; -1 where that cannot be read. */
static off_t end_of_program(int fd)
{
    Elf64_Ehdr head;
    if (pread(fd, &head, sizeof head, 0) != sizeof head)
        return -1;
    return (off_t)(head.e_shoff + (Elf64_Off)head.e_shentsize * head.e_shnum);
}

static int write_file(sqfs_data_reader_t *data, const sqfs_inode_generic_t *inode, const char *path, char *buffer)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, inode->base.mode & 0777);
    sqfs_u64 size = 0, done = 0;
    if (fd < 0 || sqfs_inode_get_file_size(inode, &size) != 0)
        return -1;
    while (done < size) {
        sqfs_s32 count = sqfs_data_reader_read(data, inode, done, buffer, CHUNK);
        if (count <= 0 || write(fd, buffer, (size_t)count) != count)
            break;
        done += (sqfs_u64)count;
    }
    return close(fd) == 0 && done == size ? 0 : -1;
}

/* Writes the children of `node` into the folder `path`. */
static int write_tree(sqfs_data_reader_t *data, const sqfs_tree_node_t *node, const char *path, char *buffer)
{
    for (const sqfs_tree_node_t *entry = node->children; entry != NULL; entry = entry->next) {
        char *place;
        if (asprintf(&place, "%s/%s", path, (const char *)entry->name) < 0)
            return -1;
        int failed = 0;
        if (S_ISDIR(entry->inode->base.mode))
            failed = mkdir(place, 0700) != 0 || write_tree(data, entry, place, buffer) != 0;
        else if (S_ISLNK(entry->inode->base.mode))
            failed = symlink((const char *)entry->inode->extra, place) != 0;
        else if (S_ISREG(entry->inode->base.mode))
            failed = write_file(data, entry->inode, place, buffer) != 0;
        free(place);
        if (failed)
            return -1;
    }
    return 0;
}

/* Unpacks the squashfs at `start` of `fd` into the folder `path`, which is there. */
static int unpack(int fd, off_t start, const char *path)
{
    static part_t part;
    part = (part_t){.base = {.base = {.destroy = destroy_part}, .read_at = read_part, .get_size = part_size},
                    .fd = fd,
                    .start = start};
    sqfs_file_t *file = &part.base;
    sqfs_super_t super;
    sqfs_compressor_config_t config;
    sqfs_compressor_t *packer;
    sqfs_tree_node_t *root;
    if (sqfs_super_read(&super, file) != 0)
        return -1;
    sqfs_compressor_config_init(&config, super.compression_id, super.block_size, SQFS_COMP_FLAG_UNCOMPRESS);
    if (sqfs_compressor_create(&config, &packer) != 0)
        return -1;
    sqfs_id_table_t *owners = sqfs_id_table_create(0);
    sqfs_dir_reader_t *folders = sqfs_dir_reader_create(&super, packer, file, 0);
    sqfs_data_reader_t *data = sqfs_data_reader_create(file, super.block_size, packer, 0);
    char *buffer = malloc(CHUNK);
    if (owners == NULL || folders == NULL || data == NULL || buffer == NULL)
        return -1;
    if (sqfs_id_table_read(owners, file, &super, packer) != 0 || sqfs_data_reader_load_fragment_table(data, &super) != 0)
        return -1;
    if (sqfs_dir_reader_get_full_hierarchy(folders, owners, NULL, 0, &root) != 0)
        return -1;
    int result = write_tree(data, root, path, buffer);
    free(buffer);
    return result;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

static void pass_on(int number)
{
    if (child > 0)
        kill(child, number);
}

static int fail(const char *sentence)
{
    fprintf(stderr, "fernblick: %s\n", sentence);
    return CANNOT_START;
}

/* Writes over what everybody may read of how we were started: a link, and the code that the file's name may have. */
static void cover(char **arguments)
{
    for (char *sign = arguments[0]; *sign; sign++)
        if (*sign >= '0' && *sign <= '9')
            *sign = '*';
    for (int at = 1; arguments[at] != NULL; at++)
        memset(arguments[at], '*', strlen(arguments[at]));
}

/* Runs `folder`/AppRun with the arguments given to us; returns its exit status. */
static int run(const char *folder, const char *self, char **arguments)
{
    char *program;
    if (asprintf(&program, "%s/AppRun", folder) < 0)
        return fail("there is not enough memory");
    child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        setenv("APPIMAGE", self, 1);
        setenv("APPDIR", folder, 1);
        setenv("ARGV0", arguments[0], 1);
        execv(program, arguments);
        _exit(fail("the program in this file cannot be started"));
    }
    cover(arguments); /* in this process alone: the other one has its own */
    struct sigaction action = {.sa_handler = pass_on};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    free(program);
    if (child < 0)
        return fail("the system lets no further program run");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int count, char **arguments)
{
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    off_t start = fd < 0 ? -1 : end_of_program(fd);
    char *self = realpath("/proc/self/exe", NULL);
    if (start < 0 || self == NULL)
        return fail("this file cannot be read");
    if (count > 1 && strcmp(arguments[1], "--appimage-offset") == 0)
        return printf("%lld\n", (long long)start) < 0;
    if (count > 1 && strcmp(arguments[1], "--appimage-extract") == 0)
        return mkdir("squashfs-root", 0755) != 0 || unpack(fd, start, "squashfs-root") != 0
                   ? fail("squashfs-root cannot be written; is it there already?")
                   : 0;
    const char *base = getenv("TMPDIR");
    char *folder;
    if (asprintf(&folder, "%s/fernblick-XXXXXX", base && *base ? base : "/tmp") < 0 || mkdtemp(folder) == NULL)
        return fail("no folder for temporary files can be made; set TMPDIR to a place with 300 MB of room");
    int status = unpack(fd, start, folder) == 0
                     ? run(folder, self, arguments)
                     : fail("this file could not be unpacked; is the disk full, or the file damaged?");
    nftw(folder, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    return status;
}
