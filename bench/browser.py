"""The one headless Chromium of a run, unable to reach anything but this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find

_ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


@contextlib.contextmanager
def open_browser() -> Iterator[Browser]:
    """The distribution's Chromium where there is one, else the one that the tests take."""
    installed = shutil.which("chromium") or find()  # rather what readers have than the shell that tests take
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium refuses to sandbox for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=[_ONLY_HERE, *_QUIET, *sandbox])
        try:
            yield browser
        finally:
            browser.close()
