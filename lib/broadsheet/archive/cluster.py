"""Annotation on a cluster that others maintain: Dask's scheduler and workers, behind `concurrent.futures.Executor`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from broadsheet.archive.parallel import Settings
from broadsheet.archive.register import library_version
from broadsheet.errors import RequestError, StepError

if TYPE_CHECKING:
    from distributed import Client

logger = logging.getLogger(__name__)

RETRIES: Final = 3
"""How often a chunk is tried again whose worker failed."""


@contextmanager
def cluster_executor(address: str, settings: Settings, *, patience: float = 30.0) -> Iterator[Executor]:
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
        _prepare(client, address, settings, patience)
        try:
            yield client.get_executor(resources={_resource(settings): 1}, retries=RETRIES, pure=False)
        except KilledWorker as error:
            raise StepError(
                f"workers at {address} died again and again over the same articles (often for want of memory); what is annotated is kept"
            ) from error
        except (CommClosedError, FutureCancelledError) as error:
            raise StepError(f"the connection to {address} was lost; what is annotated is kept, and the next ingest goes on") from error


def _prepare(client: Client, address: str, settings: Settings, patience: float) -> None:
    """Have the workers that are there, and those to come, load the models; refuse a cluster without one that can."""
    from dask.utils import parse_timedelta

    try:
        client.wait_for_workers(1, timeout=parse_timedelta(patience))
    except TimeoutError as error:
        raise RequestError(f"the Dask scheduler at {address} has no workers") from error
    client.register_plugin(_readiness(settings, library_version()), name=_resource(settings))
    lacking = {worker: reason for worker, reason in client.run(_lack).items() if reason}
    for worker, reason in sorted(lacking.items()):
        logger.warning("worker %s is left out: %s", worker, reason)
    if lacking and len(lacking) == len(client.scheduler_info(n_workers=-1)["workers"]):
        raise RequestError(f"no worker at {address} can annotate: {lacking[min(lacking)]}")


def _resource(settings: Settings) -> str:
    """What a worker has one of once it can annotate this way: Dask sends chunks only there, and one at a time."""
    return f"broadsheet {settings.model or 'default'} {settings.sentiment_name or 'none'}"


def _readiness(settings: Settings, version: str) -> Any:
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
            if worker is not None:
                startable = dask_scheduler.bulk_schedule_unrunnable_after_adding_worker(worker)
                dask_scheduler.transitions(startable, stimulus_id="broadsheet-ready")

        def lack(self) -> str | None:
            try:
                from broadsheet.archive.register import library_version as theirs

                if theirs() != version:
                    return f"it has broadsheet {theirs()}, and {version} is needed"
                import pandas as pd

                from broadsheet.annotating.annotation import local_layers

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
