// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

@testable import Sieve

/// The extensions that look into parts, and what their tests need beside.
let mimeExtensions = """
    require ["body", "mime", "foreverypart", "extracttext", "variables", "relational", "index", "editheader",
             "fileinto", "encoded-character", "comparator-i;ascii-numeric"];

    """

/// A mail as reading makes it, with its parts.
func parsedInput(_ mail: String) -> ScriptInput { parsedInput(Array(mail.utf8)) }

func parsedInput(_ mail: [UInt8]) -> ScriptInput {
    ScriptInput(message: MessageReader().read(mail), sender: "jan@office.example", recipient: "piet@client.example")
}

/// A letter with an attachment, an alternative and a forwarded mail; each container has text around its parts.
let letterWithParts = #"""
    From: Jan <jan@office.example>
    To: piet@client.example
    Subject: Contract
    Content-Type: multipart/mixed; boundary=outer

    A mail of several parts.
    --outer
    Content-Type: multipart/alternative; boundary=inner

    An inner prologue.
    --inner
    Content-Type: text/plain; charset=iso-8859-1
    Content-Transfer-Encoding: quoted-printable

    Beste Zo=EB,
    tot morgen.
    --inner
    Content-Type: text/html; charset=utf-8

    <html><body><p>Beste Zo&euml;, tot <b>mor</b>gen.</p></body></html>
    --inner--
    An inner epilogue.
    --outer
    Content-Type: application/pdf; name="old.pdf"
    Content-Disposition: attachment; filename*=utf-8''overeenkomst%20%C3%A9%C3%A9n.pdf
    Content-Transfer-Encoding: base64
    X-Tag: one
    X-Tag: two

    JVBERi0gZ2VoZWlt
    --outer
    Content-Type: message/rfc822

    From: Els <els@partner.example>
    Subject: A folded
     subject

    Forwarded words.
    --outer--
    An outer epilogue.
    """#

/// Whether a test is true of ``letterWithParts``, after some commands.
func holds(_ test: String, after commands: String = "", of mail: String = letterWithParts) throws -> Bool {
    let source = mimeExtensions + commands + "\nif \(test) { fileinto \"yes\"; } else { fileinto \"no\"; }"
    return try outcome(source, on: parsedInput(mail)) == ["fileinto yes"]
}

/// What the variable `r` holds after some commands.
func result(_ commands: String, of mail: String = letterWithParts) throws -> String {
    let script = try compiled(mimeExtensions + commands + "\nfileinto \"${r}\";")
    return try script.run(on: parsedInput(mail)).actions.last?.argument ?? "none"
}
