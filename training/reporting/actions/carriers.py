"""How does a file get to a server of SFTP, or into an object store that speaks S3? Whole or not at all."""

import hmac
import io
import socket
import ssl
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import paramiko
import urllib3
from minio import Minio
from minio.error import S3Error
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from training.reporting.rules.deliveries import Bucket, Failure, Sftp, Target, may_reach

_PATIENCE = 20.0
_KEY = "-----BEGIN "
_NOT_LET_IN = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}


class Undelivered(Exception):
    """A file was not put there; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        """Keep the reason; what the other side said in words is not kept."""
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A file on its way."""

    name: str
    content: bytes
    type: str


def put(target: Target, secret: str, parcel: Parcel, *, allowed: Collection[str] = ()) -> None:
    """Put a file where the target says; raise Undelivered. One of the same name is replaced, in one step.

    Where a host's name leads to is looked at once the connection stands and before anything is said: asking for the
    name first could get another answer.
    """
    match target:
        case Sftp():
            _put_by_sftp(target, secret, parcel, allowed)
        case Bucket():
            _put_into_bucket(target, secret, parcel, allowed)


def _put_by_sftp(target: Sftp, secret: str, parcel: Parcel, allowed: Collection[str]) -> None:
    try:
        with _connected(target.host, target.port, allowed) as way, paramiko.Transport(way) as transport:
            transport.banner_timeout = transport.auth_timeout = _PATIENCE
            transport.start_client(timeout=_PATIENCE)
            if not hmac.compare_digest(transport.get_remote_server_key().fingerprint, target.fingerprint):
                raise Undelivered(Failure.OTHER_HOST_KEY)
            _sign_in(transport, target.user, secret)
            _write(transport, target.folder, parcel)
    except (OSError, EOFError, paramiko.SSHException) as fault:
        raise Undelivered(Failure.UNREACHABLE) from fault


def _sign_in(transport: paramiko.Transport, user: str, secret: str) -> None:
    try:
        if secret.startswith(_KEY):
            transport.auth_publickey(user, _private_key(secret))
        else:
            transport.auth_password(user, secret)
    except (paramiko.SSHException, ValueError) as fault:
        raise Undelivered(Failure.NOT_LET_IN) from fault


def _private_key(text: str) -> paramiko.PKey:
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        with suppress(paramiko.SSHException, ValueError, IndexError):
            return kind.from_private_key(io.StringIO(text))
    raise ValueError("no private key of a known kind")


def _write(transport: paramiko.Transport, folder: str, parcel: Parcel) -> None:
    path = f"{folder.rstrip('/')}/{parcel.name}" if folder else parcel.name
    try:
        client = paramiko.SFTPClient.from_transport(transport)
        if client is None:
            raise Undelivered(Failure.UNREACHABLE)
        with client:
            # Whoever reads the folder meanwhile finds the old file or the new one.
            client.putfo(io.BytesIO(parcel.content), f"{path}.part")
            client.posix_rename(f"{path}.part", path)
    except OSError as fault:
        raise Undelivered(Failure.NOT_WRITTEN) from fault


def _put_into_bucket(target: Bucket, secret: str, parcel: Parcel, allowed: Collection[str]) -> None:
    name = f"{target.folder.strip('/')}/{parcel.name}" if target.folder.strip("/") else parcel.name
    pools = _pools(target.host, allowed)
    store = Minio(
        f"{target.host}:{target.port}",
        access_key=target.access_key,
        secret_key=secret,
        region=target.region,
        # In clear only where nobody can listen on the way.
        secure=target.host not in ("127.0.0.1", "localhost", "::1"),
        http_client=pools,
    )
    try:
        store.put_object(target.bucket, name, io.BytesIO(parcel.content), len(parcel.content), parcel.type)
    except S3Error as fault:
        refused = fault.code in _NOT_LET_IN
        raise Undelivered(Failure.NOT_LET_IN if refused else Failure.NOT_WRITTEN) from fault
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as fault:
        raise Undelivered(Failure.UNREACHABLE) from fault
    finally:
        pools.clear()


def _connected(host: str, port: int, allowed: Collection[str]) -> socket.socket:
    way = socket.create_connection((host, port), timeout=_PATIENCE)
    try:
        _look_at(way, host=host, allowed=allowed)
    except Undelivered:
        way.close()
        raise
    return way


def _look_at(way: socket.socket, *, host: str, allowed: Collection[str]) -> None:
    if not may_reach(way.getpeername()[0], host=host, allowed=allowed):
        raise Undelivered(Failure.ADDRESS_CLOSED)


def _pools(host: str, allowed: Collection[str]) -> urllib3.PoolManager:
    """Make connections that look where they have led, follow no redirect and ask once."""
    pools = urllib3.PoolManager(
        timeout=urllib3.Timeout(_PATIENCE),
        retries=urllib3.Retry(total=0, redirect=0),
        ssl_context=ssl.create_default_context(),
    )
    look = partial(_look_at, host=host, allowed=allowed)
    classes: dict[str, Any] = {
        "http": _looking(HTTPConnectionPool, HTTPConnection, look),
        "https": _looking(HTTPSConnectionPool, HTTPSConnection, look),
    }
    pools.pool_classes_by_scheme = classes
    return pools


def _looking(pool: type[Any], connection: type[Any], look: Callable[[socket.socket], None]) -> type[Any]:
    """Return a kind of pool whose connections are looked at before anything is said."""

    def connected(self: Any) -> socket.socket:
        way: socket.socket = connection._new_conn(self)  # noqa: SLF001 (what subclasses are to extend)
        try:
            look(way)
        except Undelivered:
            way.close()
            raise
        return way

    own = type(connection.__name__, (connection,), {"_new_conn": connected})
    return type(pool.__name__, (pool,), {"ConnectionCls": own})
