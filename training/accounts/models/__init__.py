"""Which rows hold regions, organisations, people, what they may do and how they come in?"""

from training.accounts.models.identities import Identity
from training.accounts.models.people import Person, RoleGrant
from training.accounts.models.places import Organisation, Region
from training.accounts.models.signing import Authenticator, Passkey, RecoveryCode, SignIn

__all__ = [
    "Authenticator",
    "Identity",
    "Organisation",
    "Passkey",
    "Person",
    "RecoveryCode",
    "Region",
    "RoleGrant",
    "SignIn",
]
