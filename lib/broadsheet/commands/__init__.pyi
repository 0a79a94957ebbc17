from . import check as check
from . import collect as collect
from . import ingest as ingest
from . import lab as lab
from . import report as report
from .terminal import PrintableFormatter as PrintableFormatter
from .terminal import complain as complain
