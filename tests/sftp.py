"""Which server of SFTP do the tests put files on? asyncssh's, with a folder of its own, in a thread."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import asyncssh

USER, PASSWORD = "partner", "a password for SFTP"


@dataclass(frozen=True, slots=True, kw_only=True)
class SftpServer:
    """A server that listens on this machine and lets `USER` into a folder, with `PASSWORD` or the private key."""

    port: int
    folder: Path
    fingerprint: str
    private_key: str


class _Doorkeeper(asyncssh.SSHServer):
    def __init__(self, key: asyncssh.SSHKey, guests: list[asyncssh.SSHServerConnection]) -> None:
        self._key, self._guests = key, guests

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._guests.append(conn)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return username == USER and key.public_data == self._key.public_data


@contextmanager
def sftp_server(folder: Path) -> Iterator[SftpServer]:
    """Run a server until the block ends."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    guests: list[asyncssh.SSHServerConnection] = []
    host_key, own_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))

    async def begin() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[host_key],
            server_factory=lambda: _Doorkeeper(own_key, guests),
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(folder).encode()),
        )

    acceptor = asyncio.run_coroutine_threadsafe(begin(), loop).result(timeout=20)
    try:
        yield SftpServer(
            port=acceptor.get_port(),
            folder=folder,
            fingerprint=host_key.get_fingerprint(),
            private_key=own_key.export_private_key().decode(),
        )
    finally:
        asyncio.run_coroutine_threadsafe(_end(acceptor, guests), loop).result(timeout=20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=20)
        loop.close()


async def _end(acceptor: asyncssh.SSHAcceptor, guests: list[asyncssh.SSHServerConnection]) -> None:
    acceptor.close()
    await acceptor.wait_closed()
    for guest in guests:
        guest.abort()
        await guest.wait_closed()
