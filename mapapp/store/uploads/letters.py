"""Letters of texts that do not say how they are written: UTF-8 and UTF-16, or the code pages of these countries."""

from __future__ import annotations

import codecs
import re

NAMES = {"cp1251": "Windows-1251", "gb18030": "GB 18030", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
_HIGH = re.compile(b"[\x80-\xff]+")


def decoded(body: bytes) -> tuple[str, str | None]:
    """The text of a file, and the name of its encoding when that is not UTF-8."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace"), NAMES["utf-16"]
    try:
        return body.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        page = code_page(body) or "cp1252"
        return body.decode(page, "replace"), NAMES[page]


def code_page(body: bytes) -> str | None:
    """The code page that bytes are most likely written in; None when they are UTF-8.

    Russian in Windows-1251 is nearly all bytes from C0 on, in runs; every second byte of Chinese lies anywhere from 40
    on; what is left is letters of western Europe, one at a time.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    runs = _HIGH.findall(body)
    letters = b"".join(runs)
    upper = sum(byte >= 0xC0 or byte in {0xA8, 0xB8} for byte in letters) / len(letters)
    if len(letters) / len(runs) < 1.5:
        return "cp1252"
    if upper > 0.95:
        return "cp1251"
    try:
        body.decode("gb18030")
    except UnicodeDecodeError:
        return "cp1251" if upper > 0.6 else "cp1252"
    return "gb18030"
