"""Annotation on a cluster that others maintain: Dask's scheduler and workers, behind `concurrent.futures.Executor`."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.archive.register import library_version
from broadsheet.errors import RequestError, StepError

if TYPE_CHECKING:
    from distributed import Client

logger = logging.getLogger(__name__)

_SWITCH: Final = "BROADSHEET_DASK_RESOURCES"

RETRIES: Final = 3
"""How often a chunk is tried again whose worker failed."""


@contextmanager
def cluster_executor(address: str, settings: AnnotationSettings, *, patience: float = 30.0) -> Iterator[Executor]:
    """An executor whose chunks run on the workers of a Dask cluster.

    Every worker, also one that joins later, is asked which broadsheet it has and loads the models before it gets any work;
    one that cannot is left out, with a line that says why. A chunk whose worker dies runs again on another. Workers with
    one thread each (`dask worker --nthreads 1`) use a machine best.

    Parameters
    ----------
    address
        Of the scheduler, such as `tcp://10.0.0.5:8786`.
    settings
        How articles will be annotated: a model that is named must be installed on each worker.
    patience
        Seconds to wait for the scheduler and for a first worker.

    Raises
    ------
    RequestError
        Dask is not installed here, the scheduler cannot be reached, or no worker can annotate.
    StepError
        In the block: the cluster gave a chunk up, or is lost. What is annotated is kept.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise RequestError("a cluster needs Dask: install broadsheet with the extra 'cluster'") from error
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError
    from distributed.scheduler import KilledWorker

    try:
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise RequestError(f"no Dask scheduler answers at {address}: {_line(error)}") from error
    with client:
        ready = _prepare(client, address, settings, patience)
        where: dict[str, Any] = {"resources": {_resource(settings): 1}} if _can_wake(client) else {"workers": ready}
        try:
            yield client.get_executor(**where, retries=RETRIES, pure=False)
        except KilledWorker as error:
            raise StepError(
                f"workers at {address} died again and again over the same articles (often for want of memory); what is annotated is kept"
            ) from error
        except (CommClosedError, FutureCancelledError) as error:
            raise StepError(f"the connection to {address} was lost; what is annotated is kept, and the next ingest goes on") from error


def _can_wake(client: Client) -> bool:
    """Whether the scheduler can be asked to look again for a place for what waits; if not, that is said once.

    Dask has no public way to say so when a worker gets a resource. Without it, or with `BROADSHEET_DASK_RESOURCES=0`, chunks go to the
    workers that are ready at the start, and those that join later get none.
    """
    if os.environ.get(_SWITCH) == "0":
        return False
    if client.run_on_scheduler(_knows_how_to_wake):
        return True
    logger.warning("this version of Dask cannot be told that a worker is ready: workers that join later than now get no work")
    return False


def _knows_how_to_wake(dask_scheduler: Any = None) -> bool:
    return all(callable(getattr(dask_scheduler, name, None)) for name in ("bulk_schedule_unrunnable_after_adding_worker", "transitions"))


def _prepare(client: Client, address: str, settings: AnnotationSettings, patience: float) -> list[str]:
    """Have the workers that are there, and those to come, load the models; those that are ready. Refuse a cluster without one that can."""
    from dask.utils import parse_timedelta

    try:
        client.wait_for_workers(1, timeout=parse_timedelta(patience))
    except TimeoutError as error:
        raise RequestError(f"the Dask scheduler at {address} has no workers") from error
    client.register_plugin(_readiness(settings, library_version()), name=_resource(settings))
    told = client.run(_lack)
    lacking = {worker: reason for worker, reason in told.items() if reason}
    for worker, reason in sorted(lacking.items()):
        logger.warning("worker %s is left out: %s", worker, reason)
    if lacking and len(lacking) == len(client.scheduler_info(n_workers=-1)["workers"]):
        raise RequestError(f"no worker at {address} can annotate: {lacking[min(lacking)]}")
    return sorted(worker for worker, reason in told.items() if not reason)


def _resource(settings: AnnotationSettings) -> str:
    """What a worker has one of once it can annotate this way: Dask sends chunks only there, and one at a time."""
    return f"broadsheet {settings.model or 'default'} {settings.sentiment_name or 'none'}"


def _readiness(settings: AnnotationSettings, version: str) -> Any:
    """The plugin that makes a worker ready. Its class is made here so that it travels whole to workers without broadsheet."""
    from distributed import WorkerPlugin
    from distributed.protocol.pickle import dumps

    model, sentiment, resource = settings.model, settings.sentiment, _resource(settings)

    class Readiness(WorkerPlugin):  # type: ignore[misc]
        """Loads the models, then tells the scheduler that this worker takes chunks."""

        async def setup(self, worker: Any) -> None:
            import asyncio

            worker.broadsheet_lacks = await asyncio.get_running_loop().run_in_executor(None, self.lack)
            if worker.broadsheet_lacks is None:
                await worker.set_resources(**{resource: 1})
                # Dask looks for a place for what waits when a worker joins, not when it gets a resource.
                wake, arguments = dumps(self.wake), dumps((worker.address,))
                await worker.scheduler.run_function(function=wake, args=arguments)

        @staticmethod
        def wake(address: str, dask_scheduler: Any = None) -> None:
            worker = dask_scheduler.workers.get(address)
            if worker is not None and hasattr(dask_scheduler, "bulk_schedule_unrunnable_after_adding_worker"):
                startable = dask_scheduler.bulk_schedule_unrunnable_after_adding_worker(worker)
                dask_scheduler.transitions(startable, stimulus_id="broadsheet-ready")

        def lack(self) -> str | None:
            try:
                from broadsheet.archive.register import library_version as theirs

                if theirs() != version:
                    return f"it has broadsheet {theirs()}, and {version} is needed"
                import pandas as pd

                from broadsheet.annotating import local_layers

                local_layers(pd.DataFrame({"article_id": ["0"], "text": ["Nothing yet."]}), model=model, sentiment=sentiment)
            except Exception as error:
                return (str(error) or type(error).__name__).splitlines()[0]
            return None

    return Readiness()


def _lack(dask_worker: Any) -> str | None:
    lack: str | None = dask_worker.broadsheet_lacks
    return lack


def _line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
