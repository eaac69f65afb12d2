"""What is left of a person, and of what they typed?"""

from typing import Final

#: What an answer in words is without its words; every other kind of answer names choices, numbers or an order.
WITHOUT_WORDS: Final = {"text": ""}


def nobodys_address(person_id: int) -> str:
    """Return the address of a person who was erased: it is nobody's, and no two are the same (RFC 2606)."""
    return f"erased-{person_id}@nobody.invalid"
