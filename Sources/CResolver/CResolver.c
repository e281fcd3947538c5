// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

#define _DEFAULT_SOURCE
#include "CResolver.h"
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

static long join(const ns_rr *record, unsigned char *target, size_t size) {
    const unsigned char *data = ns_rr_rdata(*record);
    size_t left = ns_rr_rdlen(*record), length = 0;
    while (left > 0) {
        size_t part = data[0];
        if (part + 1 > left || length + part > size) return -1;
        memcpy(target + length, data + 1, part);
        length += part;
        data += part + 1;
        left -= part + 1;
    }
    return (long)length;
}

static long collect(const unsigned char *answer, int length, unsigned char *records, size_t size) {
    ns_msg message;
    size_t used = 0;
    if (ns_initparse(answer, length, &message) != 0) return -1;
    for (int index = 0; index < ns_msg_count(message, ns_s_an); index++) {
        ns_rr record;
        if (ns_parserr(&message, ns_s_an, index, &record) != 0) return -1;
        if (ns_rr_type(record) != ns_t_txt || ns_rr_class(record) != ns_c_in) continue;
        if (size - used < 2) return -1;
        long count = join(&record, records + used + 2, size - used - 2);
        if (count < 0 || count > 0xFFFF) return -1;
        records[used] = (unsigned char)(count >> 8);
        records[used + 1] = (unsigned char)count;
        used += (size_t)count + 2;
    }
    return (long)used;
}

long sealpost_txt_records(
    const char *name, const char *server, unsigned short port, unsigned char *records, size_t size) {
    enum { largest = 65535 };
    struct __res_state state;
    unsigned char answer[largest];
    memset(&state, 0, sizeof state);
    if (res_ninit(&state) != 0) return -1;
    // The name is whole: no domain of this machine belongs behind it.
    state.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
    state.retrans = 3;
    state.retry = 2;
    if (server) {
        struct sockaddr_in *address = &state.nsaddr_list[0];
        memset(address, 0, sizeof *address);
        address->sin_family = AF_INET;
        address->sin_port = htons(port);
        if (inet_pton(AF_INET, server, &address->sin_addr) != 1) {
            res_nclose(&state);
            return -1;
        }
        state.nscount = 1;
    }
    int length = res_nquery(&state, name, ns_c_in, ns_t_txt, answer, largest);
    int error = state.res_h_errno;
    res_nclose(&state);
    if (length < 0) return error == HOST_NOT_FOUND || error == NO_DATA ? 0 : -1;
    return collect(answer, length < largest ? length : largest, records, size);
}
