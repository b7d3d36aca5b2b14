"""What one more reader costs a Streamlit server in memory."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

from bench.process import usage
from bench.protocol import arrive, connect
from bench.servers import Server

FEW, MANY = 10, 50  # sessions open at once; the first ones still fill what all share


def megabytes_a_session(server: Server) -> float:
    """Resident megabytes that each session adds, from FEW to MANY that are open at the same time."""
    with ThreadPoolExecutor(1) as aside:  # the browser's client has the loop of this thread
        return aside.submit(asyncio.run, _grow(server)).result()


async def _grow(server: Server) -> float:
    grown = []
    async with AsyncExitStack() as sessions:
        for number in range(1, MANY + 1):
            await arrive(await sessions.enter_async_context(connect(server.address)))
            if number in (FEW, MANY):
                grown.append(usage(server.process).megabytes)
    return (grown[1] - grown[0]) / (MANY - FEW)
