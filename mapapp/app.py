"""The door: the ASGI application, put together and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route
from streamlit.starlette import App

from mapapp.ui.foreign_components import look_for_none
from mapapp.ui.quiet_sessions import QuietSessions
from mapapp.web.binary import BinarySessions
from mapapp.web.closed_doors import ClosedDoors
from mapapp.web.headers import SecurityHeaders, content_security_policy, embed_policy
from mapapp.web.health import Readiness, ready_route
from mapapp.web.host_config import NoErrorDialogs
from mapapp.web.index import index_page
from mapapp.web.keep import current_atlas, current_site, room
from mapapp.web.log import RequestLog
from mapapp.web.making import Maker
from mapapp.web.origin import SameOrigin
from mapapp.web.routes import make_routes
from mapapp.web.server_errors import ServerErrors
from mapapp.web.settings import read_settings
from mapapp.web.streamlit_files import StreamlitFiles
from mapapp.web.versions import OtherVersions
from mapapp.web.watch import Listener, Watch

_settings = read_settings(os.environ)
_site = current_site()
_index = index_page(_site)
_maker = Maker(current_atlas(), _site)
_others = OtherVersions(room(), _site.atlas.id) if _site.atlas else None
_listeners: list[Listener] = [RequestLog()]
_counted: list[Route] = []
if _settings.metrics:
    from mapapp.web.metrics import Metrics

    _metrics = Metrics()
    _listeners.append(_metrics)
    _counted.append(_metrics.route())

look_for_none()
readiness = Readiness()
_routes = [*make_routes(_site, _index, _others, _maker), ready_route(_site, readiness), *_counted]
app = App(
    Path(__file__).parent / "ui" / "page.py",
    routes=_routes,
    middleware=[
        Middleware(Watch, listeners=_listeners),
        Middleware(
            SecurityHeaders,
            policy=content_security_policy(_index, _site.tile_hosts),
            embedded=embed_policy(_site.tile_hosts, _settings.embedders),
        ),
        Middleware(ServerErrors),
        Middleware(TrustedHostMiddleware, allowed_hosts=_settings.hosts or None, www_redirect=False),
        Middleware(SameOrigin),
        Middleware(BinarySessions),
        Middleware(QuietSessions),
        Middleware(StreamlitFiles),
        Middleware(ClosedDoors, routes=_routes),
        Middleware(NoErrorDialogs),
    ],
)
