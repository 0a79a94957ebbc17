from .catalogue import list_runs as list_runs
from .kernels import allocators as allocators
from .notebook_runs import NotebookRun as NotebookRun
from .plan import notebook_folder as notebook_folder
from .report import RunResult as RunResult
from .report import check_request as check_request
from .report import explain as explain
from .report import run_report as run_report
