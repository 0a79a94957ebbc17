"""JupyterLab's own scheduler, with parameters of the right type: an execution manager for the optional `jupyter-scheduler`.

Its form hands every parameter over as text, which its own manager writes into the notebook as code. This one reads the text by the
types of the notebook's parameters cell, refuses what does not fit before anything runs, and runs the notebook under broadsheet's
limits. JupyterLab is started with::

    broadsheet lab -- --Scheduler.execution_manager_class=broadsheet.reporting.jupyter_scheduler.TypedExecutionManager
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_scheduler.executors import DefaultExecutionManager

from broadsheet.errors import StepError
from broadsheet.reporting.notebook_files import read_notebook
from broadsheet.reporting.notebook_runs import NotebookLimits, run_notebook
from broadsheet.reporting.parameters import values_from_text


class TypedExecutionManager(DefaultExecutionManager):
    """Runs a scheduled notebook as `broadsheet report` does; the job's message says what was wrong with it."""

    def execute(self) -> None:
        """Run the job's notebook with its parameters, and write the output files that it asks for.

        Raises
        ------
        RequestError
            A parameter is unknown or of the wrong type; nothing was run.
        StepError
            The notebook did not come to its end; what it showed until then is in the output files.
        """
        source = Path(self.staging_paths["input"])
        values = values_from_text(source, dict(self.model.parameters or {}))
        executed = source.with_name(f".{source.stem}.executed.ipynb")
        limits = NotebookLimits(seconds=float(os.environ.get("BROADSHEET_SECONDS", NotebookLimits.seconds)))
        run = run_notebook(source, executed, values, limits=limits, work=source.parent, environment={"BROADSHEET_RUN": "1"})
        shown: Any = read_notebook(executed if executed.is_file() else source)
        executed.unlink(missing_ok=True)
        self.add_side_effects_files(str(source.parent))
        self.create_output_files(self.model, shown)
        if run.status != "done":
            raise StepError(f"{source.stem}: {run.status}: {run.detail}")
