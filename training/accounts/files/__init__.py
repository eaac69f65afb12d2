"""How do regions and the claims of a provider of sign-on look as files?"""

from training.accounts.files.claims import ClaimsFault, read_claims
from training.accounts.files.regions import RegionsFault, read_regions

__all__ = [
    "ClaimsFault",
    "RegionsFault",
    "read_claims",
    "read_regions",
]
