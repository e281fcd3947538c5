// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether nothing but `allowed` in it ends a line or is obeyed by a terminal.
    public func isPlain(but allowed: String = "") -> Bool {
        let isASCII = utf8.allSatisfy { $0 < 0x80 }
        let isClean = utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || allowed.utf8.contains($0) }
        return isClean
            && (isASCII
                || unicodeScalars.allSatisfy {
                    switch $0.properties.generalCategory {
                    case .control: $0.isASCII
                    case .lineSeparator, .paragraphSeparator: false
                    default: true
                    }
                })
    }
}
