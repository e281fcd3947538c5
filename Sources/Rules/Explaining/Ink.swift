// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Colours of a terminal, or none.
struct Ink {
    let isOn: Bool

    func good(_ text: String) -> String { painted(text, 32) }
    func bad(_ text: String) -> String { painted(text, 31) }
    func faint(_ text: String) -> String { painted(text, 2) }

    private func painted(_ text: String, _ code: Int) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
