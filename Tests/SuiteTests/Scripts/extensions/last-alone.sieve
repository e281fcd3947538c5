# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

require "index";
if header :last "x-hop" "one" { keep; }
