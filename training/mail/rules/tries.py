"""What becomes of a letter that could not be handed in?"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

#: How long a letter belongs to the worker that has taken it: longer than handing it in can last. One that is killed
#: meanwhile leaves it waiting, and it is taken again after this.
HOLD_WHILE_SENDING = timedelta(minutes=5)

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=12)
_GIVE_UP_AFTER = timedelta(days=5)
_PERMANENT = range(500, 600)


class Stage(StrEnum):
    """Where it failed: at the server itself, at the sender, at the person's address, at the letter, or before."""

    SERVER = "server"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    ADDRESS = "address"
    WRITING = "writing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a letter did not leave: where it failed, with the server's code and its enhanced status if it gave them.

    Never what the server said in words: that may hold an address.
    """

    stage: Stage
    code: int | None = None
    status: str = ""

    def __str__(self) -> str:
        """Return what is kept: "recipient 550 5.1.1"."""
        return " ".join(filter(None, (self.stage.value, str(self.code or ""), self.status)))

    @property
    def everybodys(self) -> bool:
        """Tell whether the next letter would fail in the same way, so that there is no use in trying it now."""
        return self.stage in (Stage.SERVER, Stage.SENDER)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: a minute, then twice as long each time, at most half a day."""
    doubled: int = 2 ** min(tries - 1, 20)
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)


def outcome(fault: Fault, *, tries: int) -> str:
    """Return what becomes of the letter: "bounced", "given-up", or "waiting" for another try.

    What the server refuses for good about the person's address has bounced; about the letter, is given up at once.
    All else may be better later: until the waits add up to five days. Days on which no worker ran do not count.
    """
    if fault.stage is Stage.ADDRESS or (fault.stage is Stage.RECIPIENT and fault.code in _PERMANENT):
        return "bounced"
    if fault.stage is Stage.CONTENT and fault.code in _PERMANENT:
        return "given-up"
    waited = sum((wait_after(number) for number in range(1, tries)), timedelta())
    return "given-up" if waited >= _GIVE_UP_AFTER else "waiting"
