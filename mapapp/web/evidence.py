"""What was measured, as JSON for `/data`: the surveys with their methods, and each corridor's profile."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from mapapp.core.evidence import Evidence
from mapapp.core.profile import to_json
from mapapp.core.survey import METHODS, Survey


def evidence_files(evidence: Evidence) -> dict[str, bytes]:
    """Bodies by address: `/data/measures.json` and `/data/profiles/<region>.json`."""
    measures = {"methods": METHODS, "regions": {name: _plain(one) for name, one in evidence.surveys.items()}}
    files: dict[str, Any] = {"/data/measures.json": measures}
    files |= {f"/data/profiles/{name}.json": to_json(profile) for name, profile in evidence.profiles.items()}
    return {address: json.dumps(value, ensure_ascii=False).encode() for address, value in files.items()}


def _plain(survey: Survey) -> Any:
    """A survey as JSON values: lengths and areas to three decimals (a metre, a thousandth of a square kilometre)."""
    return _rounded({key: value for key, value in asdict(survey).items() if key != "region"})


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return round(value, 3) if isinstance(value, float) else value
