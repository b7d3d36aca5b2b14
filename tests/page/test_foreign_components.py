from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
START = """
import importlib.metadata as metadata
from starlette.testclient import TestClient

import mapapp.app

asked = []
distributions = metadata.distributions
metadata.distributions = lambda **context: asked.append(context) or distributions(**context)
with TestClient(mapapp.app.app) as client:
    print(len(asked), client.get("/readyz").status_code)
"""


def test_a_start_does_not_look_through_the_installed_packages() -> None:
    ran = subprocess.run([sys.executable, "-c", START], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["0", "200"]
