# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

require ["encoded-character", "fileinto"];
fileinto "${unicode:D800}";
