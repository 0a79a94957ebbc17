"""Kernels that run the very Python that runs broadsheet, and that end when they are told to."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import psutil
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from broadsheet.reporting.forking import ForkingProvisioner, KernelServer

MEGABYTE = 1_000_000


class OwnKernelManager(AsyncKernelManager):
    """Starts `sys.executable -m ipykernel_launcher`, whatever kernels the user has installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel of this Python; a user-wide kernel named python3 may be another one."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], display_name="Python", language="python",
        )


def kernel_manager(folder: str, environment: dict[str, str] | None = None, server: KernelServer | None = None) -> type[OwnKernelManager]:
    """A manager class whose connection files and sockets live in `folder`: two runs cannot take each other's ports."""
    class Manager(OwnKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.connection_file = os.path.join(folder, "kernel.json")
            if os.name == "posix" and len(folder) < 80:
                self.transport = "ipc"
                self.ip = os.path.join(folder, "k")
            if server is not None:
                self.provisioner = ForkingProvisioner(kernel_spec=self.kernel_spec, parent=self)
                self.provisioner.server = server

        async def start_kernel(self, *args: Any, **options: Any) -> None:  # type: ignore[override]  # declared as if it were not async
            options["env"] = {**kernel_environment(), **(environment or {})}
            await super().start_kernel(*args, **options)

    return Manager


def kernel_environment() -> dict[str, str]:
    """The variables of a kernel: those of this process, and how memory is kept."""
    return {**allocators(), **os.environ}


def allocators() -> dict[str, str]:
    """The variables by which Arrow and glibc give free memory back, in pieces large enough not to be asked for again at once.

    What Arrow takes by itself, and glibc with thresholds that grow, keep much of what large tables need for a moment: the briefing over
    10,000 articles then takes 1.0 GB, and not 0.8.
    """
    return {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_TRIM_THRESHOLD_": "32000000", "MALLOC_MMAP_THRESHOLD_": "8000000"}


def kernel_pid(manager: AsyncKernelManager | None) -> int | None:
    """The process of a manager's kernel, None before it started."""
    return getattr(getattr(manager, "provisioner", None), "pid", None)


def memory_used(pid: int) -> float:
    """Megabytes resident in the process and all its descendants; 0 for one that is gone."""
    try:
        process = psutil.Process(pid)
        return sum(_resident(each) for each in [process, *process.children(recursive=True)]) / MEGABYTE
    except psutil.Error:
        return 0.0


def end_kernel(pid: int) -> None:
    """End the kernel and its whole process group at once."""
    try:
        children = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        children = []
    try:
        if os.name == "posix" and os.getpgid(pid) != os.getpgid(0):
            os.killpg(os.getpgid(pid), signal.SIGKILL)
        else:
            psutil.Process(pid).kill()
    except (OSError, psutil.Error):
        pass
    for child in children:
        try:
            child.kill()
        except psutil.Error:
            continue


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0
