# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

require ["imap4flags", "fileinto"];

# A variable without the extension for it.
setflag "x" "y";
addflag 3;
hasflag "x";
keep :flags;
discard :flags "x";
