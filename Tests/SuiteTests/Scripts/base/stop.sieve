# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

require "fileinto";
fileinto "one";
if true { if true { stop; } }
fileinto "two";
