"""Which pages sign a person in and out, and show the account?"""

from training.accounts.views import (
    account,
    confirming,
    factors,
    halfway,
    passkeys,
    passwords,
    provider,
    registration,
    sessions,
    showing,
    signing,
)
from training.accounts.views.blueprint import pages, remembered_id, visitor
from training.accounts.views.sessions import remembered

__all__ = [
    "account",
    "confirming",
    "factors",
    "halfway",
    "pages",
    "passkeys",
    "passwords",
    "provider",
    "registration",
    "remembered",
    "remembered_id",
    "sessions",
    "showing",
    "signing",
    "visitor",
]
