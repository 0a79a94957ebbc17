from .explorer import Explorer as Explorer
from .explorer import explore as explore
from .labelling import label_sentences as label_sentences
from .session import carried_focus as carried_focus
from .session import carry_focus as carry_focus
