"""Which English words stand in code, for pages to say in their reader's language?"""


class Phrase(str):
    """Constant English words: a label or a sentence that the catalogues translate."""

    __slots__ = ()
