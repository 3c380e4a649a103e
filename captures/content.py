# SPDX-License-Identifier: GPL-2.0-or-later
"""Real-looking content for the stories: HTTP messages and TLS records of an exact length."""

from __future__ import annotations

import random


def http_request(length: int, method: str = "GET", host: str = "www.example.com") -> bytes:
    start = f"{method} /index.html HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\n"
    return _filled(start, "User-Agent", "Mozilla/5.0 (Windows NT 6.1; rv:38.0) Gecko/20100101", length)


def http_response_head(length: int, content_length: int) -> bytes:
    start = (
        "HTTP/1.1 200 OK\r\nDate: Mon, 05 Jan 2026 10:00:00 GMT\r\nServer: Apache\r\n"
        f"Content-Type: text/html\r\nContent-Length: {content_length}\r\n"
    )
    return _filled(start, "ETag", '"1c8f-4d2ab7f0c31e5"', length)


def _filled(start: str, name: str, value: str, length: int) -> bytes:
    """Ends the message with one more header, its value stretched or cut so that the length is exact."""
    room = length - len(f"{start}{name}: \r\n\r\n")
    if room < 1:
        raise ValueError(f"{length} bytes are too few for this message")
    stretched = (value + " " + "abcdefghijklmnopqrstuvwxyz0123456789" * 8)[:room].replace(" ", "-")
    return f"{start}{name}: {stretched}\r\n\r\n".encode("ascii")


def tls_application_data(rng: random.Random, length: int) -> bytes:
    """A TLS 1.2 record of application data, `length` bytes with its header."""
    return b"\x17\x03\x03" + (length - 5).to_bytes(2, "big") + rng.randbytes(length - 5)
