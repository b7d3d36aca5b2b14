"""Make one file that was asked for, in a process of its own: `python -m mapapp.web.make WHAT`, the ask on stdin.

The first line on stdin is JSON: the `state` of the atlas that is served, the `ask`, and `out`, the file to write;
scratch files may stand beside it. Each line on stdout is a step done. MAPAPP_ATLAS names the atlas folder.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread

from mapapp.web.keep import current_site
from mapapp.web.making import CHANGED, NOTHING, NothingToMakeError

MAKERS = {
    "data": "mapapp.web.data_files",
    "own": "mapapp.web.own_files",
    "own-answers": "mapapp.web.own_answers",
    "own-export": "mapapp.web.own_export",
    "offline": "mapapp.web.offline_file",
    "picture": "mapapp.web.picture_files",
    "facts": "mapapp.web.facts_files",
    "pack": "mapapp.web.pack_files",
}
"""What can be made, and the module whose function `make(site, ask, out, tell)` makes it.

`site` is the Site that is served, `ask` the validated values, `out` the file to write, `tell` a `making.Tell`. What
needs more of the atlas than the site has reads the folder `keep.current_atlas()`.
"""


def main(what: str) -> int:
    """Make what the line on stdin asks for; the exit status says how it went."""
    asked = json.loads(sys.stdin.readline())
    Thread(target=_end_with_the_server, daemon=True).start()
    steps, sys.stdout = sys.stdout, sys.stderr  # what a package prints is no step

    def tell(done: int, of: int, doing: str) -> None:
        steps.write(json.dumps({"done": done, "of": of, "doing": doing}) + "\n")
        steps.flush()

    site = current_site()
    if site.state != asked["state"] or site.atlas is None:
        return CHANGED
    try:
        import_module(MAKERS[what]).make(site, asked["ask"], Path(asked["out"]), tell)
    except NothingToMakeError:
        return NOTHING
    return 0


def _end_with_the_server() -> None:
    """Nobody waits for a file any more when the server has closed its end."""
    while os.read(0, 1):  # not through sys.stdin, whose lock would be held when this process ends
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
