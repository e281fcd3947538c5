// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

// The part of OpenSSL's libcrypto that keys and signatures need, loaded with its first call.

#ifndef SEALPOST_CCRYPTO_H
#define SEALPOST_CCRYPTO_H

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#endif
