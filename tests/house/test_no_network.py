from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketBlockedError


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_test_cannot_open_a_socket_to_the_network(family: socket.AddressFamily) -> None:
    with pytest.raises((SocketBlockedError, UserWarning), match=r"socket\.socket"):
        socket.socket(family)


def test_a_test_cannot_look_up_a_name() -> None:
    with pytest.raises((SocketBlockedError, UserWarning), match="getaddrinfo"):
        socket.getaddrinfo("example.org", 443)


def test_the_event_loop_may_wake_itself() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"
