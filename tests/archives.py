"""Archives made for tests and for `evaluation/fuzz.py`: web archives of one page, zips, tars."""

from __future__ import annotations

import io
import tarfile
import zipfile


def make_warc(page: bytes) -> bytes:
    """Return a web archive of one page."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://a.example/\r\n"
    head += f"WARC-Date: 2024-05-14T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def make_arc(page: bytes) -> bytes:
    """Return an ARC file of one page."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = b"filedesc://x 0.0.0.0 20240514000000 text/plain 0\n\n"
    return head + b"https://a.example/ 1.2.3.4 20240514000000 text/html %d\n" % len(block) + block


def make_zip(members: dict[str, bytes]) -> bytes:
    """Return a zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def make_tar(members: dict[str, bytes], *others: tarfile.TarInfo, mode: str = "w:gz") -> bytes:
    """Return a tar of these members, and of others that have no bytes (links, devices)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in others:
            archive.addfile(info)
    return buffer.getvalue()
