// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The part of OpenSSL's libcrypto that keys, signatures and time stamps need, loaded with its first call.

#ifndef SEALPOST_CCRYPTO_H
#define SEALPOST_CCRYPTO_H

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#endif
