"""Find a Chromium for the browser tests, and install one where that is possible.

As root on Debian the distribution's package, else Playwright's own build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def find() -> str | None:
    """Path of a Chromium that can be started, or None."""
    # The shell without a window costs a third less time a page.
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def arguments() -> list[str]:
    """Command-line arguments: root has no sandbox, and the browser must not call home by itself."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


def install() -> None:
    """Install a Chromium with the means of this machine; what fails is printed by the tool itself."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        for package in ("chromium-headless-shell", "chromium"):  # older releases have only the second
            command = ["apt-get", "install", "-y", "-qq", package]
            if subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL).returncode == 0:
                return
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Make sure that there is a browser; 1 with a message when there is none to be had."""
    if find() is None:
        install()
    if find() is None:
        print(
            "The browser tests need a Chromium and none could be installed.\n"
            "On Debian or Ubuntu: sudo apt-get install chromium. Elsewhere: .venv/bin/playwright install chromium",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
