from .archive import Archive as Archive
from .archive import open_archive as open_archive
from .checking import Check as Check
from .ingesting import IngestResult as IngestResult
