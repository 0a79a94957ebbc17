from .explorer import Explorer as Explorer
from .explorer import explore as explore
from .injected import check_parameters as check_parameters
from .labelling import label_sentences as label_sentences
from .session import carried_focus as carried_focus
from .session import carry_focus as carry_focus
