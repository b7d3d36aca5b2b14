"""Processes behind nginx, one of them killed again and again: `python -m bench.failover`. Needs nginx (Debian package).

A reader whose session ends opens the next one with the address of
its view, as the page does, and is back when the script has answered for that view.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import time
from statistics import median

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.behind_nginx import farm, home_of
from bench.protocol import PATIENCE, answer, connect
from bench.servers import Server

PROCESSES = 2
VIEWS = ("region=land-of-the-leopard", "region=kedrovaya-pad&year=2010", "layers=parks%2Creserves&year=1996")
REST = 6.0  # seconds after which nginx tries a process again that it found dead (fail_timeout), and readers spread
PAUSE = 0.2  # seconds between two tries of a reader whose session ended


def main() -> int:
    """Kill and restart, print what readers met; 1 when one of them did not come back to the view."""
    parser = argparse.ArgumentParser(prog="python -m bench.failover", description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="how often a process is killed (20)")
    parser.add_argument("--readers", type=int, default=40, help="sessions that are open (40)")
    chosen = parser.parse_args()
    lost = 0
    print("kill   sessions ended   half back after   all back after")
    with farm(PROCESSES) as behind:
        for number in range(chosen.kills):
            at = number % PROCESSES
            ended, seconds = asyncio.run(_kill_under(behind.address, behind.servers[at], chosen.readers))
            lost += sum(one is None for one in seconds)
            known = [one for one in seconds if one is not None] or [float("nan")]
            print(
                f"{number + 1:4d} {ended:8d} of {chosen.readers} {median(known):15.1f} s {max(known):14.1f} s",
                flush=True,
            )
            behind.start(at)
            time.sleep(REST)
    print(f"{lost} readers did not come back to their view")
    return int(lost > 0)


async def _kill_under(address: str, server: Server, readers: int) -> tuple[int, list[float | None]]:
    """Kill a process under open sessions: how many ended, and the seconds until each was back (None: not at all)."""
    ready = [asyncio.Event() for _ in range(readers)]
    killed = asyncio.Event()
    reading = [asyncio.create_task(_read(address, number, ready[number], killed)) for number in range(readers)]
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in ready)), PATIENCE)
    os.kill(server.process, signal.SIGKILL)
    killed.set()
    results = await asyncio.gather(*reading)
    back = [seconds for ended, seconds in results if ended]
    return len(back), back


async def _read(address: str, number: int, ready: asyncio.Event, killed: asyncio.Event) -> tuple[bool, float | None]:
    """One reader at a view: whether the session ended, and the seconds until the same view was answered again."""
    view, home = VIEWS[number % len(VIEWS)], home_of(number)
    async with connect(address, home) as session:
        await _look(session, view)
        ready.set()
        await killed.wait()
        began = time.monotonic()
        try:
            async with asyncio.timeout(2):
                while True:
                    await session.recv()
        except TimeoutError:
            return False, None  # this session lives in another process
        except websockets.ConnectionClosed:
            pass
    while time.monotonic() < began + PATIENCE:
        with contextlib.suppress(OSError, websockets.WebSocketException, TimeoutError):
            async with connect(address, home) as session:
                await _look(session, view)
                return True, time.monotonic() - began
        await asyncio.sleep(PAUSE)
    return True, None


async def _look(session: websockets.ClientConnection, view: str) -> None:
    """Ask for a view. Raises TimeoutError when the map that comes is not of this view."""
    message = BackMsg()
    message.rerun_script.query_string = view
    told = await answer(session, message)
    if f'"address": "{view}"' not in told.data:
        raise TimeoutError(told.data)


if __name__ == "__main__":
    sys.exit(main())
