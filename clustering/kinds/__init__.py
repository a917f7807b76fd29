"""What kind of ask a text is: from its vector, and from its words. Importing it loads no torch."""

from clustering.kinds.examples import Example, shipped_examples
from clustering.kinds.fitting import fit_vector_head
from clustering.kinds.heads import Head, load_head, save_head, shipped_vector_head, tell_kinds

__all__ = [
    "Example",
    "Head",
    "fit_vector_head",
    "load_head",
    "save_head",
    "shipped_examples",
    "shipped_vector_head",
    "tell_kinds",
]
