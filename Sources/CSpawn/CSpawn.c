// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CSpawn.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

/// A copy of the descriptor that is none of the first three, which are about to be replaced.
static int copy(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 3); }

int sealpost_spawn(pid_t *process, const char *program, char *const *arguments, struct sealpost_streams streams,
                   int detached) {
    int copies[3] = {copy(streams.input), copy(streams.output), copy(streams.error)};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) return code;
    code = posix_spawnattr_init(&attributes);
    if (code != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return code;
    }
    for (int number = 0; number < 3 && code == 0; number++)
        code = copies[number] < 0 ? EMFILE : posix_spawn_file_actions_adddup2(&actions, copies[number], number);
    if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (code == 0 && detached) code = posix_spawn_file_actions_addchdir_np(&actions, "/");

    sigset_t signals;
    sigemptyset(&signals);
    if (code == 0) code = posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    if (code == 0) code = posix_spawnattr_setsigdefault(&attributes, &signals);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (detached ? POSIX_SPAWN_SETSID : 0);
    if (code == 0) code = posix_spawnattr_setflags(&attributes, flags);
    if (code == 0) code = posix_spawnp(process, program, &actions, &attributes, arguments, environ);

    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    for (int number = 0; number < 3; number++)
        if (copies[number] >= 0) close(copies[number]);
    return code;
}
