"""Connections to public addresses only, each with a time by which all must be over."""

from __future__ import annotations

import ipaddress
import math
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from broadsheet.reading.draft import ReadingError

_AROUND_IPV4 = [ipaddress.ip_network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")]
"""IPv6 addresses that lead to an IPv4 address by a gateway of one's own network, so perhaps to a private one."""


def _is_public(address: str) -> bool:
    number = ipaddress.ip_address(address)
    inner = getattr(number, "ipv4_mapped", None) or number
    if any(inner.version == network.version and inner in network for network in _AROUND_IPV4):
        return False
    return inner.is_global and not inner.is_multicast


def checked_address(host: str, port: int, *, allow_private: bool) -> str:
    """An IP address of `host` that may be connected to.

    Raises
    ------
    ReadingError
        The name leads nowhere, or to an address that is not public (`private address`).
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadingError("no such host", host) from error
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    if not allow_private:
        for address in addresses:
            if not _is_public(address):
                raise ReadingError("private address", f"{host} leads to {address}; allow_private = true under [collect] would fetch it")
    return addresses[0]


class CheckedTransport(httpx.BaseTransport):
    """httpx over connections to checked addresses; proxies and the environment are left out."""

    def __init__(self, *, allow_private: bool) -> None:
        self.deadline = math.inf
        """Until when (`time.monotonic`) the requests under way may go on."""
        network = _CheckedNetwork(self, allow_private)
        self._pool = httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=network, max_connections=1)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request, its body still to be read."""
        target = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path,
        )
        asked = httpcore.Request(request.method, target, headers=request.headers.raw, content=b"", extensions=request.extensions)
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Closes the connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _CheckedNetwork(httpcore.SyncBackend):
    """Connects to the very address that was checked, so that a name cannot lead elsewhere between check and connection."""

    def __init__(self, owner: CheckedTransport, allow_private: bool) -> None:
        self._owner = owner
        self._allow_private = allow_private

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = checked_address(host, port, allow_private=self._allow_private)
        stream = super().connect_tcp(address, port, timeout=timeout, local_address=local_address, socket_options=socket_options)
        return _TimedStream(stream, self._owner)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read ends by the deadline, so that a host cannot hold it open with a byte now and then."""

    def __init__(self, stream: httpcore.NetworkStream, owner: CheckedTransport) -> None:
        self._stream = stream
        self._owner = owner

    def _left(self, timeout: float | None) -> float | None:
        left = self._owner.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole page is over")
        return timeout if left == math.inf else min(left, math.inf if timeout is None else timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._owner)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
