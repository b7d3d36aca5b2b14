"""The report of a reader's layer in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapapp.core.words import Say, amount
from mapapp.web.own_sentences import FINDINGS, GUARDED, REFUSALS, Told

OFFERS: Mapping[str, Mapping[str, str]] = {"axis-order": {"swap": "1"}}
"""What the page may add to the address to have the file read in another way."""


def refusal_words(refused: Mapping[str, Any], language: str, say: Say) -> dict[str, object]:
    """Why there is no layer: problem and advice, the code of it, and what may be asked instead."""
    code = refused["code"]
    text, advice = _words(REFUSALS[code], refused["values"], language, say)
    return {"code": code, "problem": text, "advice": advice, "offer": OFFERS.get(code)}


def report_words(report: Mapping[str, Any], language: str, say: Say) -> dict[str, Any]:
    """The report with every finding in words."""
    guarded = report["guarded"]
    findings = [_finding(one, language, say) for one in report["findings"]]
    if guarded is None:
        return {**report, "findings": findings}
    values = {"degrees": guarded["degrees"], "word": guarded["word"]}
    why = " ".join(part for part in _words(GUARDED[guarded["why"]], values, language, say) if part)
    said = {"code": "guarded", "level": "warning", "text": why, "advice": None, "count": None, "offer": None}
    return {**report, "guarded": {"degrees": guarded["degrees"], "why": why}, "findings": [said, *findings]}


def _finding(finding: Mapping[str, Any], language: str, say: Say) -> dict[str, object]:
    code, count = finding["code"], finding["count"]
    text, advice = _words(FINDINGS[code], {"count": count or 0, **finding["values"]}, language, say)
    level = finding["level"]
    return {"code": code, "level": level, "text": text, "advice": advice, "count": count, "offer": OFFERS.get(code)}


def _words(told: Told, values: Mapping[str, Any], language: str, say: Say) -> tuple[str, str | None]:
    known = {key: one if isinstance(one, str) else amount(one, None, language) for key, one in values.items()}
    return say(told.text) % known, say(told.advice) % known if told.advice else None
