"""Does a test speak to another machine? Then it fails, even where the code under test hides the fault."""

import sys
from ipaddress import ip_address
from typing import Any

#: What was tried since the last look; a test that leaves something here fails.
attempts: list[str] = []


class Elsewhere(AssertionError):
    """A test tried to reach another machine."""


def watch() -> None:
    """Refuse, from now until the process ends, every connection that leaves this machine."""
    sys.addaudithook(_look)


def _look(name: str, arguments: tuple[Any, ...]) -> None:
    if name == "socket.connect":
        address = arguments[1]
        # A Unix socket's address is a path.
        host = address[0] if isinstance(address, tuple) else None
    elif name == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host is not None and not _is_here(host):
        attempts.append(str(host))
        raise Elsewhere(f"a test tried to reach {host}")


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in ("", "localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
