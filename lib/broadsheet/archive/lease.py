"""One writer at a time in a bucket: a lease that its holder renews, and that runs out when nobody does.

A lease cannot stop a writer that was suspended and wakes up after another has taken over. It is stopped by the tables: whoever
takes over a lease that was not given back in order first writes an empty commit to `batches`, and a batch counts only if it is the
very next commit after one that was read while the lease was held (`Store.append`). So clocks decide how long others wait, and
nothing else.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, Protocol

from broadsheet.errors import ArchiveError

logger = logging.getLogger(__name__)
NAME: Final = ".lease.json"
SECONDS = 30.0
"""After so long without renewal a lease runs out."""
_RENEWALS: Final = 3
"""How often a lease is renewed within that time."""
_PAUSE: Final = 0.5


class Tagged(NamedTuple):
    """A file's content, and the tag that stands for this content of it."""

    content: bytes
    tag: str


class TaggedFiles(Protocol):
    """What a lease needs of a bucket: files that are written only while they are what they were."""

    def read_tagged(self, name: str) -> Tagged | None:
        """The file's content with its tag, None if there is no such file."""
        ...

    def write_if(self, name: str, content: bytes, tag: str | None) -> str | None:
        """Write the file if it still has this tag, or if it is new where `tag` is None: its new tag, None if it was not so."""
        ...

    def delete(self, name: str) -> None:
        """Remove the file."""
        ...


class Lease:
    """The right to write to a bucket, while `check` does not raise.

    `orderly` tells that the holder before had ended its work and gave the lease back. Else it failed, died, or sleeps and does not
    know that it lost the lease, and may have left rows that do not count.
    """

    def __init__(self, bucket: TaggedFiles) -> None:
        self._bucket = bucket
        self._owner = uuid.uuid4().hex
        self._tag = ""
        self._over = threading.Event()
        self._renewing = threading.Thread(target=self._renew, daemon=True)
        self.orderly = False

    def acquire(self, patience: float) -> None:
        """Wait for the lease, up to `patience` seconds, and renew it from then on."""
        started, told, watched = time.monotonic(), False, _Watched()
        while not self._taken(watched):
            waited = time.monotonic() - started
            if waited > patience:
                raise ArchiveError(f"{self._bucket}: {watched.who} has been writing for {waited:.0f} seconds; try again when it has ended")
            if waited > 2 * _PAUSE and not told:
                logger.warning("waiting for %s, which is writing to %s; if it has died, its lease runs out within %.0f seconds",
                               watched.who, self._bucket, SECONDS)
                told = True
            time.sleep(min(_PAUSE, SECONDS / 4))
        self._renewing.start()

    def check(self) -> None:
        """Raise ArchiveError unless the lease is ours still."""
        found = self._bucket.read_tagged(NAME)
        if found is None or _entry(found).get("owner") != self._owner:
            raise ArchiveError(
                f"{self._bucket}: another process has taken over, since this one had not been heard of for {SECONDS:.0f} seconds; "
                "nothing of this step was kept, do it again",
            )

    def release(self, *, done: bool) -> None:
        """Give the lease back, if it is ours still; `done` says that nothing is left behind."""
        self._over.set()
        if not self._renewing.is_alive():
            return
        self._renewing.join()
        try:
            self._bucket.write_if(NAME, json.dumps({"owner": None, "done": done}).encode(), self._tag)
        except OSError as error:
            logger.warning("the lease on %s cannot be given back, and runs out: %s", self._bucket, error)

    def _taken(self, watched: _Watched) -> bool:
        """Try to take the lease; whether it is ours now."""
        found = self._bucket.read_tagged(NAME)
        if found is None:
            self._refuse_careless_storage()
        elif not watched.may_be_taken(found):
            return False
        self.orderly = found is not None and _entry(found).get("done") is True
        tag = self._bucket.write_if(NAME, self._text(), None if found is None else found.tag)
        self._tag = tag or ""
        return tag is not None

    def _refuse_careless_storage(self) -> None:
        """Before the first lease is written: storage that overwrites a file although it was told not to cannot hold an archive."""
        name = f".lease-{self._owner}.trial"
        first, again = (self._bucket.write_if(name, b"trial", None) for _ in range(2))
        over = self._bucket.write_if(name, b"other", '"0"')
        self._bucket.delete(name)
        if first is None or again is not None or over is not None:
            raise ArchiveError(
                f"{self._bucket}: this storage does not honour conditional writes (If-None-Match, If-Match), so two writers could "
                "overwrite each other; use one that does",
            )

    def _renew(self) -> None:
        while not self._over.wait(SECONDS / _RENEWALS):
            try:
                tag = self._bucket.write_if(NAME, self._text(), self._tag)
                if tag is None:
                    found = self._bucket.read_tagged(NAME)
                    if found is None or _entry(found).get("owner") != self._owner:
                        return
                    tag = found.tag
                self._tag = tag
            except OSError as error:
                logger.warning("the lease on %s cannot be renewed: %s", self._bucket, error)

    def _text(self) -> bytes:
        until = time.time() + SECONDS
        return json.dumps({"owner": self._owner, "who": f"process {os.getpid()} on {socket.gethostname()}", "until": until}).encode()


class _Watched:
    """The lease as someone who waits for it sees it."""

    def __init__(self) -> None:
        self.who = "another process"
        self._tag = ""
        self._since = 0.0

    def may_be_taken(self, found: Tagged) -> bool:
        """Whether it was given back, ran out long ago, or has not been renewed for its whole time while we watched.

        Its own word on when it runs out is by another machine's clock, which may be wrong by as long as it lasts.
        """
        entry = _entry(found)
        self.who = str(entry.get("who") or self.who)
        if found.tag != self._tag:
            self._tag, self._since = found.tag, time.monotonic()
        until = entry.get("until")
        long_ago = isinstance(until, int | float) and time.time() > until + SECONDS
        return entry.get("owner") is None or long_ago or time.monotonic() - self._since > SECONDS


@contextmanager
def writer_lease(bucket: TaggedFiles, *, patience: float = 3600.0) -> Iterator[Lease]:
    """Hold the bucket's lease; wait up to `patience` seconds for whoever holds it."""
    lease, done = Lease(bucket), False
    try:
        lease.acquire(patience)
        yield lease
        done = True
    finally:
        lease.release(done=done)


def _entry(found: Tagged) -> dict[str, Any]:
    """What the lease says; one that cannot be understood says nothing, and runs out like any other."""
    try:
        entry = json.loads(found.content)
    except ValueError:
        return {"owner": ""}
    return entry if isinstance(entry, dict) else {"owner": ""}
