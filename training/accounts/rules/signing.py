"""Which password will do, and where may a sign-in lead?"""

import unicodedata

from training.accounts.rules.people import normal_email
from training.foundation.errors import Refused

#: Length is what protects; rules about kinds of characters only make passwords hard to remember.
SHORTEST_PASSWORD = 12
#: Nobody types more, and hashing a megabyte would be a way to keep the server busy.
LONGEST_PASSWORD = 1000
#: What somebody tries first who wants to come in here: names of the site, the project and its regions.
PREDICTABLE_WORDS = (
    *("inducci", "training", "learning", "interreg", "culture", "creative"),
    *("bielsko", "biala", "chemnitz", "gorenjska", "kranj", "limburg", "linz", "padova", "sokolov"),
    *("password", "passwort", "heslo", "haslo", "geslo", "wachtwoord"),
)
#: How much must be left of a password without such words.
_LEAST_OF_ONES_OWN = 8
_SHORTEST_WORD = 4


def normal_password(typed: str) -> str:
    """Give a password its one spelling, so that "ž" is the same from every keyboard."""
    return unicodedata.normalize("NFC", typed)


def check_password(password: str, *, email: str) -> None:
    """Refuse a password that is too short, too long, the person's own address, or little more than expected words."""
    length = len(normal_password(password))
    if length < SHORTEST_PASSWORD:
        raise Refused("password-too-short", shortest=SHORTEST_PASSWORD)
    if length > LONGEST_PASSWORD:
        raise Refused("password-too-long", longest=LONGEST_PASSWORD)
    address = normal_email(email)
    if normal_email(password) in (address, address.partition("@")[0]):
        raise Refused("password-is-address")
    if len(_of_ones_own(password, name=address.partition("@")[0])) < _LEAST_OF_ONES_OWN:
        raise Refused("password-predictable")


def _of_ones_own(password: str, *, name: str) -> str:
    """Return what is left of a password without the words that anybody would try here."""
    rest = password.casefold()
    for word in (name.casefold(), *PREDICTABLE_WORDS):
        rest = rest.replace(word, "") if len(word) >= _SHORTEST_WORD else rest
    return rest


def safe_next(path: str | None) -> str | None:
    """Return the path if it leads to a page of this site and nowhere else, else None.

    Browsers take a backslash for a slash, "//host" for another site, and skip control characters while they read.
    """
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return None
    if any(unicodedata.category(character).startswith("C") for character in path):
        return None
    return path
