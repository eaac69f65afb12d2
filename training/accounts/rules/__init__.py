"""Who is a person, what is a place, and who may sign in how?"""

from training.accounts.rules.grants import check_grant, may_grant
from training.accounts.rules.links import VALID, Link, check_link, link_subject
from training.accounts.rules.people import CurrentPerson, check_email, normal_email
from training.accounts.rules.places import AUTHORITY, PARTNER, Partner, RegionEntry
from training.accounts.rules.search import folded, words_of
from training.accounts.rules.sessions import (
    CONFIRMED_FOR,
    HALFWAY_FOR,
    SEEN_EVERY,
    Way,
    device_of,
    held_meanwhile,
    is_recent,
    owes_second_factor,
    token_digest,
)
from training.accounts.rules.signing import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    check_password,
    normal_password,
    safe_next,
)

__all__ = [
    "AUTHORITY",
    "CONFIRMED_FOR",
    "HALFWAY_FOR",
    "LONGEST_PASSWORD",
    "PARTNER",
    "SEEN_EVERY",
    "SHORTEST_PASSWORD",
    "VALID",
    "CurrentPerson",
    "Link",
    "Partner",
    "RegionEntry",
    "Way",
    "check_email",
    "check_grant",
    "check_link",
    "check_password",
    "device_of",
    "folded",
    "held_meanwhile",
    "is_recent",
    "link_subject",
    "may_grant",
    "normal_email",
    "normal_password",
    "owes_second_factor",
    "safe_next",
    "token_digest",
    "words_of",
]
