"""How is a name found, whichever keyboard it is typed on?"""

import unicodedata

#: Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def folded(text: str) -> str:
    """Return a text in small letters without marks: "Żywiec" and "zywiec" become one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.translate(_PLAIN).split())


def words_of(typed: str) -> tuple[str, ...]:
    """Return the folded words of what somebody looks for, at most six; each has to be found."""
    return tuple(folded(typed).split()[:6])
