# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

frobnicate;
keep true;
if header :resembles "subject" "x" { keep; }
keep;
else { discard; }
fileinto "x";
