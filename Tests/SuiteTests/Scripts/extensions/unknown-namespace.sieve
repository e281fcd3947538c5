# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

require "variables";
set "a" "${_nowhere.b}";
