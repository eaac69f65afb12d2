"""What do we say when something may not happen? A code and facts; the words stand in templates."""

from typing import Any


class Refused(Exception):
    """A rule said no.

    `code` is a stable word such as ``attempt-finished``; `facts` are the values that a sentence about it needs.
    `app.py` knows which code is which HTTP status, templates know the words.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class NotFound(Refused):
    """What the address names is not there, or not for this person to know."""

    def __init__(self, what: str) -> None:
        super().__init__("not-found", what=what)
