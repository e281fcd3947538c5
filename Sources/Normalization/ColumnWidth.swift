// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CUTF8Proc

extension Unicode.Scalar {
    /// How many columns of a terminal it takes: none where it combines with the one before it, two for letters of East Asia
    /// and emoji.
    ///
    /// Unicode Standard Annex #11; utf8proc_charwidth, of utf8proc.h.
    public var columnWidth: Int { Int(utf8proc_charwidth(Int32(value))) }
}
