#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
"""Parses what Sealpost wrote with Python's own parsers, and prints each thing that is there and should not be.

usage: check-outputs.py MANIFEST    a JSON list of objects: kind, name, text, and what is expected of it
"""
import email
import email.header
import email.policy
import html.parser
import json
import sys

LETTER = {"message_body", "sender_email", "sender_real_name", "subject", "recipient_email", "recipient_language",
          "x-own-id", "x-own-guid", "x-own-campaign", "attachments"}
ATTACHMENT = {"attachment", "attachment_name", "attachment_type"}
CONTROLS = set(map(chr, range(32))) | {"\x7f", "\x85", "\u2028", "\u2029"}


def findings_of_letter(entry):
    members = []

    def pairs(found):
        members.append([name for name, _ in found])
        return dict(found)

    letter = json.loads(entry["text"], object_pairs_hook=pairs)
    for names in members:
        if len(names) != len(set(names)):
            yield f"a member is there twice: {names}"
    if not set(letter) <= LETTER:
        yield f"members that nobody asked for: {set(letter) - LETTER}"
    for name in ("sender_email", "sender_real_name", "subject", "recipient_email"):
        if CONTROLS & set(letter[name]):
            yield f"controls in {name}: {letter[name]!r}"
    for name, value in entry.get("expected", {}).items():
        if letter[name] != value:
            yield f"{name} is {letter[name]!r} and not {value!r}"
    for attachment in letter["attachments"]:
        name = attachment["attachment_name"]
        if set(attachment) != ATTACHMENT or CONTROLS & set(name) or "/" in name or "\\" in name or name.startswith(".."):
            yield f"an attachment that should not be: {attachment}"


def decoded(value):
    return str(email.header.make_header(email.header.decode_header(value))).replace("\n ", " ").replace("\n\t", " ")


def words(text):
    return "".join(" " if ord(letter) < 33 or ord(letter) == 127 else letter for letter in text).split()


def findings_of_mail(entry):
    text = entry["text"]
    if entry["kind"] == "secure":
        request = json.loads(text)
        if not set(request) <= {"sender", "recipients", "message", "email"}:
            yield f"members that nobody asked for: {set(request)}"
        text = request["message"]
    message = email.message_from_bytes(text.encode("utf-8", "surrogateescape"), policy=email.policy.compat32)
    if message.defects:
        yield f"defects: {message.defects}"
    names = [name.lower() for name in message.keys()]
    if extra := set(names) - set(entry["fields"]):
        yield f"fields that nobody wrote: {extra}"
    if len(names) != len(set(names)):
        yield f"a field is there twice: {names}"
    for name, value in message.items():
        if entry.get("generated") and set("\r\n\0") & set(decoded(value)):
            yield f"controls in {name}: {value!r}"
    if "subject" in entry and words(decoded(message["Subject"])) != words(entry["subject"]):
        yield f"the subject is {message['Subject']!r} and not {entry['subject']!r}"
    for part in message.walk():
        if entry.get("generated") and part.get_content_type() == "text/html":
            yield from findings_of_page({"text": part.get_payload(decode=True).decode()})
    if "parts" in entry and len(list(message.walk())) != entry["parts"]:
        yield f"there are {len(list(message.walk()))} parts"


def findings_of_arguments(entry):
    words = json.loads(entry["text"])
    if words != entry["words"]:
        yield f"called with {words}"


class Page(html.parser.HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "iframe", "object", "img", "svg"):
            self.found.append(tag)
        for name, value in attributes:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}")


def findings_of_page(entry):
    page = Page()
    page.feed(entry["text"])
    page.close()
    if page.found:
        yield f"a page holds {page.found}"


CHECKS = {"letter": findings_of_letter, "mail": findings_of_mail, "secure": findings_of_mail,
          "arguments": findings_of_arguments, "page": findings_of_page}

with open(sys.argv[1], encoding="utf-8") as manifest:
    entries = json.load(manifest)
for entry in entries:
    try:
        for finding in CHECKS[entry["kind"]](entry):
            print(f"{entry['kind']}, {entry['name']}: {finding}")
    except (ValueError, KeyError, IndexError, AttributeError) as fault:
        print(f"{entry['kind']}, {entry['name']}: can't be parsed: {fault!r}")
print(f"{len(entries)} outputs")
