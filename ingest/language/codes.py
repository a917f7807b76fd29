"""ISO 639-1 codes of the languages that can be detected; importing it loads no detector."""

DEFAULT_LANGUAGES = (
    *("en", "ru", "uk", "de", "fr", "es", "pt", "pl", "it", "nl"),
    *("ja", "ko", "zh", "ar"),
)
"""Languages detected unless set otherwise: each one more makes short texts less certain."""
_KNOWN = (
    "af ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gu he hi hr hu hy id "
    "is it ja ka kk ko la lg lt lv mi mk mn mr ms nb nl nn pa pl pt ro ru sk sl sn so sq sr "
    "st sv sw ta te th tl tn tr ts uk ur vi xh yo zh zu "
)
KNOWN_LANGUAGES = frozenset(_KNOWN.split())
"""The languages of lingua's models; a test compares the two."""
