// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// The libraries by which programs of one's own send mail, with the settings of the examples.
@Suite("mail libraries")
struct MailLibraryTests {
    private let text = "Dear Piet,\n\nGoodbye.\n.\nJan\n"

    private func expectLetter(_ office: Office, body: String) async throws {
        let letters = try await office.letters()
        #expect(letters.count == 1)
        let got = try #require(letters.first)
        #expect(got.isFirst && got.sender == "jan@office.example")
        #expect(got.recipients == ["piet@example.org", "mieke@example.com"])
        #expect(got.body == body)
        #expect(got.fields("From") == ["Jan <jan@office.example>"] && got.fields("To") == ["piet@example.org"])
        #expect(got.fields("Date").count == 1 && got.fields("Message-ID").count == 1)
        #expect(got.fields("Subject") == ["hello"] && !got.header.contains { $0.contains("mieke") })
    }

    @Test(
        "PHP's mail() is true where the mail is accepted, and false where it is not",
        .enabled(if: Programs.has("php"), "php is not installed: Debian's php-cli"))
    func php() async throws {
        try await Office.open { office in
            _ = try office.desk.install("php/sealpost.ini", as: "php/sealpost.ini")
            let script = try office.desk.folder.write(
                "mail.php",
                """
                <?php
                var_dump(mail("piet@example.org", "hello", file_get_contents("php://stdin"),
                    ["From" => "Jan <jan@office.example>", "Bcc" => "mieke@example.com"], "-fjan@office.example"));
                """)
            var command = try office.desk.command(["php", script], input: text)
            // One more folder of settings, as conf.d is one.
            command.environment["PHP_INI_SCAN_DIR"] = ":" + office.desk.folder.file("php")
            let end = try await command.run()
            #expect(end.status == 0 && end.output == "bool(true)\n", "\(end)")
            let (entry, spooled) = try #require(try office.desk.spooled().first)
            #expect(entry.envelope.readsRecipientsFromHeader && entry.envelope.sender == "jan@office.example")
            // PHP ends the lines of the header with CRLF and those of the text as they came; it all stays.
            #expect(spooled.contains("\r\nSubject: hello\r\n") && spooled.hasSuffix("\r\n\r\n" + text + "\r\n"))
            try await expectLetter(office, body: text + "\n")

            try office.desk.breakSpool()
            let refused = try await command.run()
            #expect(refused.output == "bool(false)\n" && refused.errors.contains("sealpost-sendmail: can't create"))
        }
    }

    @Test(
        "Perl's MIME::Lite sends, and says where the mail is not accepted",
        .enabled(if: Programs.perlSendsMail, "MIME::Lite is not installed: Debian's libmime-lite-perl"))
    func perl() async throws {
        try await Office.open { office in
            let command = try office.desk.command(
                [
                    Programs.example("perl/send.pl"), "Jan <jan@office.example>", "piet@example.org",
                    "mieke@example.com", "hello",
                ], input: text)
            let end = try await command.run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            try await expectLetter(office, body: text)

            try office.desk.breakSpool()
            let refused = try await command.run()
            #expect(refused.status != 0 && refused.errors.contains("sealpost-sendmail: can't create"), "\(refused)")
            #expect(refused.errors.contains("the mail is not sent"))
        }
    }

    @Test(
        "Python's smtplib speaks SMTP with sealpost-sendmail -bs over pipes, and throws where the mail is not accepted",
        .enabled(if: Programs.has("python3"), "python3 is not installed"))
    func python() async throws {
        try await Office.open { office in
            let command = try office.desk.command(
                [
                    Programs.example("python/send.py"), "Jan <jan@office.example>", "hello", "piet@example.org",
                    "mieke@example.com",
                ], input: text)
            let end = try await command.run()
            #expect(end.status == 0 && end.output == "" && end.errors == "", "\(end)")
            try await expectLetter(office, body: text)

            try office.desk.breakSpool()
            let refused = try await command.run()
            #expect(refused.status == 1 && refused.errors.contains("4.3.0 can't create"), "\(refused)")
        }
    }

    @Test(
        "Symfony's mailer, and so Laravel's, speaks SMTP with sealpost-sendmail -bs, and throws where it refuses",
        .enabled(
            if: Programs.has("php") && Programs.symfonySendsMail,
            "php or Symfony's mailer is not installed: Debian's php-cli, php-symfony-mailer"))
    func symfony() async throws {
        try await Office.open { office in
            let settings = try office.desk.install("symfony/env", as: ".env")
            let script = try office.desk.folder.write(
                "mail.php",
                """
                <?php
                require "\(Programs.symfonyMailer)";
                $lines = preg_grep('/^#/', file($argv[1]), PREG_GREP_INVERT);
                $name = parse_ini_string(implode($lines))["MAILER_DSN"];
                $mail = (new Symfony\\Component\\Mime\\Email())->from("Jan <jan@office.example>")->to("piet@example.org")
                    ->bcc("mieke@example.com")->subject("hello")->text(file_get_contents("php://stdin"));
                try {
                    $transport = Symfony\\Component\\Mailer\\Transport::fromDsn($name);
                    (new Symfony\\Component\\Mailer\\Mailer($transport))->send($mail);
                    echo "sent\\n";
                } catch (Symfony\\Component\\Mailer\\Exception\\TransportExceptionInterface $exception) {
                    echo $exception->getMessage();
                }
                """)
            let command = try office.desk.command(["php", script, settings], input: text)
            let end = try await command.run()
            #expect(end.status == 0 && end.output == "sent\n" && end.errors == "", "\(end)")
            // The mailer ends the text with a line of its own.
            try await expectLetter(office, body: text + "\n")

            try office.desk.breakSpool()
            let refused = try await command.run()
            // It throws what it finds first: the line on standard error, if that is there at once, or the reply.
            #expect(refused.output.contains("can't create") && !refused.output.contains("sent"), "\(refused)")
        }
    }
}
