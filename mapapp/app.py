"""The door: the ASGI application, put together and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from mapapp.web.embed import read_embedders
from mapapp.web.headers import SecurityHeaders, content_security_policy, embed_policy
from mapapp.web.host_config import NoErrorDialogs
from mapapp.web.index import index_page
from mapapp.web.keep import current_site
from mapapp.web.routes import make_routes

_site = current_site()
_index = index_page(_site)

app = App(
    Path(__file__).parent / "ui" / "page.py",
    routes=make_routes(_site, _index),
    middleware=[
        Middleware(
            SecurityHeaders,
            policy=content_security_policy(_index, _site.tile_hosts),
            embedded=embed_policy(_site.tile_hosts, read_embedders(os.environ.get("MAPAPP_EMBEDDERS", ""))),
        ),
        Middleware(NoErrorDialogs),
    ],
)
