#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
"""A mail by smtplib through Sealpost, over pipes: no port, no password.  send.py FROM SUBJECT TO [BCC...] < text"""
import smtplib
import subprocess
import sys
from email.message import EmailMessage


class Pipes:
    """The two pipes of "sealpost-sendmail -bs", as the socket that smtplib wants."""

    def __init__(self):
        self.program = subprocess.Popen(
            ["sealpost-sendmail", "-bs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def sendall(self, data):
        self.program.stdin.write(data)
        self.program.stdin.flush()

    def makefile(self, mode):
        return self.program.stdout

    def close(self):
        self.program.stdin.close()
        self.program.wait()


def connect():
    smtp = smtplib.SMTP(local_hostname="localhost")
    smtp.sock = Pipes()
    code, text = smtp.getreply()
    if code != 220:
        raise smtplib.SMTPConnectError(code, text)
    return smtp


mail = EmailMessage()
mail["From"], mail["Subject"], mail["To"] = sys.argv[1:4]
mail["Bcc"] = ", ".join(sys.argv[4:])
mail.set_content(sys.stdin.read())

# send_message takes Bcc out. Where it returns, the mail is durably accepted; otherwise it throws, with the reason.
with connect() as smtp:
    refused = smtp.send_message(mail)
for address, (code, text) in refused.items():
    print(f"{address}: {code} {text.decode()}", file=sys.stderr)
sys.exit(1 if refused else 0)
