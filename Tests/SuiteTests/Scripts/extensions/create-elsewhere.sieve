# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

require "mailbox";
keep :create;
