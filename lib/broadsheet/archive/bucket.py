"""A place in S3-compatible storage. Endpoint and credentials come from the environment (`AWS_*`) and are never written or shown."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from broadsheet.archive.lease import Tagged
from broadsheet.archive.places import MARK, digest_of, remove_partial
from broadsheet.errors import RequestError

if TYPE_CHECKING:
    from broadsheet.archive.lease import Lease

_CONNECTING, _SMALL, _LARGE = 5, 10, 30
"""Seconds until a server that cannot be reached is given up, and within which a request for a small or a large file must end."""
_RETRIES, _RETRYING = 3, 8
"""How often a request is tried again, and the seconds after which it is not."""

_ENDPOINTS: Final = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_SECRETS: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_CAUSES: Final = (
    (r"NoSuchBucket", "there is no bucket {bucket}"),
    (r"169\.254\.\d+\.\d+|/latest/meta-data|no credentials?\b|CredentialsNotLoaded",
     "no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    (r"PermanentRedirect|AuthorizationHeaderMalformed|301 Moved", "the bucket {bucket} lies in another region; set AWS_REGION"),
    (r"\b(?:401 Unauthorized|403 Forbidden)|InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|InvalidToken|ExpiredToken",
     "{server} refuses access to the bucket {bucket}; see AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the key's rights"),
    (r"error sending request|tcp connect|client error \(Connect\)|dns error|operation timed out|connection closed",
     "{server} does not answer"),
    (r"Failed to commit transaction", "another process has written in the meantime; nothing of this step was kept, do it again"),
)
"""What storage says when it fails, and what that means."""


class Bucket:
    """Everything below a prefix of a bucket; see `Place`."""

    def __init__(self, address: str) -> None:
        try:
            from obstore.store import S3Store
            from platformdirs import user_cache_path
        except ImportError as error:
            raise RequestError(f"{address}: an archive in a bucket needs more libraries: install broadsheet with the extra 's3'") from error
        self._address = address
        self._name, _, self._prefix = address.removeprefix("s3://").partition("/")
        endpoint = next(filter(None, map(os.environ.get, _ENDPOINTS)), "")
        if not re.fullmatch(r"[A-Za-z0-9][\w.-]+", self._name, re.ASCII):
            raise RequestError(f"{address}: {self._name!r} cannot be a bucket's name")
        if endpoint and not (re.match("https?://", endpoint) and urlsplit(endpoint).hostname):
            raise RequestError("the address of the storage in AWS_ENDPOINT_URL should be like https://storage.example.org")
        self._server = urlsplit(endpoint).hostname or "the storage"
        plain = endpoint.startswith("http://")
        self._store = S3Store(
            self._name, prefix=self._prefix or None,
            client_options={"connect_timeout": timedelta(seconds=_CONNECTING), "timeout": timedelta(seconds=_SMALL), "allow_http": plain},
            retry_config={"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=_RETRYING)},
        )
        self.options: dict[str, str] | None = {
            "conditional_put": "etag", "connect_timeout": f"{_CONNECTING}s", "timeout": f"{_LARGE}s", "max_retries": str(_RETRIES),
            "retry_timeout": f"{_RETRYING}s", "allow_http": str(plain).lower(),
        }
        known_as = hashlib.blake2b(f"{endpoint} {address}".encode(), digest_size=8).hexdigest()
        self.own: Path = user_cache_path("broadsheet") / f"{self._name}-{known_as}"

    def __str__(self) -> str:
        return self._address

    def uri(self, table: str) -> str:
        return f"s3://{self._name}/" + quote("/".join(filter(None, (self._prefix, table))))

    def there(self) -> bool:
        return self.mark(MARK) is not None or bool(self.names())

    def make(self) -> None:
        """Buckets are made by whoever owns the storage."""

    def names(self) -> list[str]:
        with self._said():
            listed = self._store.list_with_delimiter()
        return [path.rstrip("/") for path in (*listed["common_prefixes"], *(found["path"] for found in listed["objects"]))]

    def sizes(self, folder: str) -> dict[str, int]:
        with self._said():
            found = [file for files in self._store.list(f"{folder}/") for file in files]
        return {file["path"].removeprefix(f"{folder}/"): file["size"] for file in found}

    def digest(self, name: str) -> str | None:
        content = self.read(name)
        return None if content is None else digest_of(content)

    def read(self, name: str) -> bytes | None:
        found = self.read_tagged(name)
        return None if found is None else found.content

    def read_tagged(self, name: str) -> Tagged | None:
        """The file's content with its tag, None if there is no such file."""
        with self._said():
            try:
                found = self._store.get(name)
                return Tagged(found.bytes().to_bytes(), str(found.meta["e_tag"]))
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None

    def mark(self, name: str) -> Hashable:
        with self._said():
            try:
                return self._store.head(name)["e_tag"]
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes) -> None:
        with self._said():
            self._store.put(name, content)

    def write_if(self, name: str, content: bytes, tag: str | None) -> str | None:
        """Write the file if it still has this tag, or if it is new where `tag` is None: its new tag, None if it was not so."""
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with self._said():
            try:
                made = self._store.put(name, content, mode="create" if tag is None else {"e_tag": tag})
            except (AlreadyExistsError, PreconditionError, FileNotFoundError) as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None
        return str(made["e_tag"])

    def delete(self, name: str) -> None:
        with self._said():
            self._store.delete(name)

    def move(self, name: str, to: str) -> None:
        with self._said():
            self._store.rename(name, to)

    def sweep(self) -> int:
        return remove_partial(self.own / "staging")

    def writer(self) -> AbstractContextManager[Lease | None]:
        from broadsheet.archive.lease import writer_lease

        return writer_lease(self)

    def reason(self, error: Exception) -> str:
        text = str(error)
        for pattern, cause in _CAUSES:
            if re.search(pattern, text):
                return self._cause(cause)
        return _without_secrets(text) or type(error).__name__

    def fails(self, error: Exception) -> bool:
        return any(re.search(pattern, str(error)) or str(error) == self._cause(cause) for pattern, cause in _CAUSES)

    def _cause(self, cause: str) -> str:
        return cause.format(bucket=self._name, server=self._server)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Errors of the storage as `OSError` in one line; what they quote of the request is left out, also where it arose."""
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError) as error:
            raise OSError(self.reason(error)) from None


def _without_secrets(text: str) -> str:
    """What an error says before it quotes the server's answer or the request, in one line."""
    said = re.split(r"<\?xml|<Error>|Debug source", re.sub(r"\x1b\[[\d;]*m", "", text), maxsplit=1)[0]
    said = re.sub(r"//[^/@\s]*@", "//", said)
    for name in _SECRETS:
        if os.environ.get(name):
            said = said.replace(os.environ[name], "…")
    return " ".join(re.sub(r"[\s↳]+", " ", said).split())[:300]

