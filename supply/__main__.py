"""The supply commands: `python -m supply licences`, `sbom` or `audit`."""

from __future__ import annotations

import sys

from supply import audit, licences, sbom

COMMANDS = {"audit": audit.main, "licences": licences.main, "sbom": sbom.main}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"python -m supply {{{','.join(COMMANDS)}}}")
    sys.exit(COMMANDS[sys.argv[1]]())
