#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
"""Parses notices as an independent program does, and prints each thing that is not as it should be; then their number.

usage: check-notices.py PARSER MANIFEST    PARSER is email, gmime or flufl.bounce
       check-notices.py PARSER             ends with 0 if it is installed
"""
import email
import email.policy
import json
import sys

PARSER = sys.argv[1]
if PARSER == "gmime":
    import gi
    gi.require_version("GMime", "3.0")
    from gi.repository import GMime
    GMime.init()
elif PARSER == "flufl.bounce":
    import flufl.bounce


def shape_of_email(part):
    if part.get_content_maintype() != "multipart":
        return part.get_content_type()
    return [part.get_content_type()] + [shape_of_email(child) for child in part.get_payload()]


def findings_of_email(entry, data):
    for policy in (email.policy.compat32, email.policy.default):
        message = email.message_from_bytes(data, policy=policy)
        for part in message.walk():
            if part.defects:
                yield f"{part.get_content_type()} has defects: {part.defects}"
    if shape_of_email(message) != entry["shape"]:
        yield f"the parts are {shape_of_email(message)}"
    for name, value in message.items():
        if value.defects:
            yield f"{name} has defects: {value.defects}"
    for name in ("plain", "html"):
        body = message.get_body((name,))
        if (body is None) != (name == "html" and not entry["html"]):
            yield f"the body is there, or not there, as {name}"
        elif body is not None and entry["says"] not in body.get_content():
            yield f"the body as {name} does not say {entry['says']!r}"
    if entry["recipients"]:
        status = next(part for part in message.walk() if part.get_content_type() == "message/delivery-status")
        blocks = status.get_payload()[1:]
        found = [[block["Final-Recipient"].split("; ")[1], block["Action"]] for block in blocks]
        if found != entry["recipients"]:
            yield f"the report is of {found}"


def shape_of_gmime(part):
    kind = part.get_content_type().get_mime_type()
    if not isinstance(part, GMime.Multipart):
        return kind
    return [kind] + [shape_of_gmime(part.get_part(index)) for index in range(part.get_count())]


def leaves(part):
    if isinstance(part, GMime.Multipart):
        for index in range(part.get_count()):
            yield from leaves(part.get_part(index))
    else:
        yield part


def findings_of_gmime(entry, data):
    parser = GMime.Parser.new_with_stream(GMime.StreamMem.new_with_buffer(data))
    message = parser.construct_message(None)
    if message is None:
        yield "is no message"
        return
    found = shape_of_gmime(message.get_mime_part())
    if found != entry["shape"]:
        yield f"the parts are {found}"
    for part in leaves(message.get_mime_part()):
        kind = part.get_content_type().get_mime_type()
        if isinstance(part, GMime.TextPart) and kind in ("text/plain", "text/html"):
            text = part.get_text()
            if text is None or entry["says"] not in text:
                yield f"{kind} does not say {entry['says']!r}"


def findings_of_flufl(entry, data):
    message = email.message_from_bytes(data)
    temporary, permanent = flufl.bounce.all_failures(message)
    for found, action in ((permanent, "failed"), (temporary, "delayed")):
        # It knows the addresses of RFC 3464, and not those of RFC 6533.
        expected = {address.encode() for address, own in entry["recipients"] if own == action and "\\x{" not in address}
        if set(found) != expected:
            yield f"{action} are {found} and not {expected}"


CHECKS = {"email": findings_of_email, "gmime": findings_of_gmime, "flufl.bounce": findings_of_flufl}
if len(sys.argv) > 2:
    with open(sys.argv[2], encoding="utf-8") as manifest:
        entries = json.load(manifest)
    for entry in entries:
        with open(entry["path"], "rb") as file:
            data = file.read()
        for finding in CHECKS[PARSER](entry, data):
            print(f"{entry['name']}: {finding}")
    print(f"{len(entries)} notices")
