"""Does the guard at the network notice what leaves this machine, and nothing else?"""

import socket
from contextlib import suppress

import pytest

from tests import network


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "2001:db8::1"])
def test_another_machine_cannot_be_reached(host: str) -> None:
    with pytest.raises(network.Elsewhere):
        socket.create_connection((host, 80), timeout=1)

    assert network.attempts == [host]
    network.attempts.clear()


def test_an_attempt_is_remembered_where_its_fault_is_hidden() -> None:
    with suppress(Exception):
        socket.getaddrinfo("example.org", 80)

    assert network.attempts == ["example.org"]
    network.attempts.clear()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_can_be_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection((host, server.getsockname()[1])):
        assert network.attempts == []
