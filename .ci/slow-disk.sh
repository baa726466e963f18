#!/usr/bin/env bash
# Runs a command as on a slower disk: every wait for the disk takes so many microseconds more. Most disks take one to five
# milliseconds; some of virtual machines hardly any, and what is measured there says little about others.
#
#     .ci/slow-disk.sh 2000 COMMAND...
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/slow.c" <<'SOURCE'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int slowly(const char *name, int fd) {
    usleep(atoi(getenv("SLOW_DISK_US")));
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(fd);
}

int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
SOURCE
cc -shared -fPIC -O1 -o "$work/slow.so" "$work/slow.c" -ldl
SLOW_DISK_US=$1 LD_PRELOAD=$work/slow.so "${@:2}"
