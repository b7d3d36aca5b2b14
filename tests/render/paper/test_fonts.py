"""What the packaged fonts can set is read from them, and everything else is replaced before it is set."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from mapapp.render.paper.fonts import characters, covered, folders
from mapapp.render.paper.text import BREAK, UNKNOWN, address, all_printable, printable


@pytest.mark.parametrize(
    ("font", "has", "lacks"),
    [
        ("NotoSans[wght].ttf", "Aжÿ²", "中ع😀"),
        ("NotoSansSC-Regular.otf", "中豹A。", "ع😀ሀ"),
        ("NotoSansArabic[wght].ttf", "عربي", "中ж"),
        ("NotoEmoji[wght].ttf", "😀🐆", "中ж"),
    ],
)
def test_a_font_has_the_characters_that_it_draws(font: str, has: str, lacks: str) -> None:
    path = next(found for folder in folders() for found in folder.rglob(font.replace("[", "[[]")))
    known = characters(path)
    assert known.issuperset(map(ord, has))
    assert known.isdisjoint(map(ord, lacks))
    drawn = ImageFont.truetype(str(path), 40)
    nothing = bytes(drawn.getmask("\U0001f9ff" if "Emoji" not in font else "\u4e00"))
    assert all(bytes(drawn.getmask(one)) != nothing for one in has)


def test_a_character_that_no_font_has_is_seen_to_be_missing() -> None:
    assert printable("Park \U00013080 of \u0c05\uac00") == f"Park {UNKNOWN} of \u0c05{UNKNOWN}"
    assert ord(UNKNOWN) in covered()


def test_scripts_of_other_atlases_stay_as_they_are() -> None:
    for text in ("Земля леопарда", "东北虎豹国家公园", "حديقة", "गिर", "ปาย", "🐆", "≈ 2\u202f688 km²"):
        assert printable(text) == text


def test_controls_are_spelt_out_and_cannot_turn_the_text_round() -> None:
    assert printable("a\x00b") == "a\\x00b"
    assert "\u202e" not in printable("safe\u202egpj.exe")


def test_a_word_wider_than_any_column_may_be_broken_and_reads_the_same() -> None:
    broken = printable("a" * 5000)
    assert max(map(len, broken.split(BREAK))) <= 14
    assert broken.replace(BREAK, "") == "a" * 5000
    assert printable("国" * 300) == "国" * 300  # breaks anywhere as it is


def test_an_address_is_shown_as_it_is_read_and_leads_where_it_led() -> None:
    assert address("https://ru.wikipedia.org/wiki/%D0%BB").replace(BREAK, "") == "https://ru.wikipedia.org/wiki/л"
    assert address("https://example.org/%ff").replace(BREAK, "") == "https://example.org/%ff"
    assert all_printable({"to": "https://example.org/" + "a" * 99}) == {"to": "https://example.org/" + "a" * 99}
