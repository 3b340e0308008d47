"""The bytes of a delivered text file: what they are, and the text they hold."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from warehouse.errors import SourceError

EXPORT_AGAIN = "Export it again as CSV (UTF-8) and deliver it again."

_MAGIC = (
    (b"PK\x03\x04", "a workbook or zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected Office file"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"%PDF", "a PDF"),
)


@dataclass(frozen=True)
class Text:
    """A file's text. `encoding` is what it was written in; `mixed` tells UTF-8 with some Windows-1252 bytes in it."""

    text: str
    encoding: str
    mixed: bool = False


def what_it_is(head: bytes) -> str | None:
    """Names a file that is not text, from its first bytes; None when it may be text."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        return "a web page or XML"
    return None


def decode(content: bytes, file: str) -> Text:
    """The text of a CSV file in UTF-8 (with or without BOM), UTF-16 with BOM, or Windows-1252.

    A file that is UTF-8 but for a few bytes keeps them as Windows-1252 characters and says so. Raises SourceError for a
    file that is empty or is not text.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise SourceError(f"{file}: the file is empty (no headings). Expected a first row of headings. {EXPORT_AGAIN}")
    other = what_it_is(content[:256])
    if other:
        raise SourceError(f"{file}: this is {other}, not CSV text. {EXPORT_AGAIN}")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Text(content.decode("utf-16"), "UTF-16")
        except UnicodeDecodeError as error:
            raise SourceError(f"{file}: starts as UTF-16 text and breaks off. {EXPORT_AGAIN}") from error
    if b"\x00" in content:
        raise SourceError(f"{file}: holds binary data, not text. {EXPORT_AGAIN}")
    try:
        return Text(content.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError:
        return _decode_windows(content, file)


def _decode_windows(content: bytes, file: str) -> Text:
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        mended = content.decode("utf-8", errors="quarterlight-windows")
    except UnicodeDecodeError as error:
        raise SourceError(f"{file}: is neither UTF-8 nor Windows-1252 text. {EXPORT_AGAIN}") from error
    # One byte is one character in Windows-1252; fewer characters mean that some bytes stood together as UTF-8.
    if len(mended) < len(content):
        return Text(mended, "UTF-8", mixed=True)
    return Text(mended, "Windows-1252")


def _windows_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error("quarterlight-windows", _windows_byte)
