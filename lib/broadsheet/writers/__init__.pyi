from .choosing import Writer as Writer
from .choosing import offered_writers as offered_writers
from .written import written as written
