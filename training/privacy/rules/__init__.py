"""What is kept about a person, and what is left of them?"""

from training.privacy.rules.erasing import WITHOUT_WORDS, nobodys_address
from training.privacy.rules.register import REGISTER, Basis, End, Erasure, Holding, Kept, Period, holdings, kept

__all__ = [
    "REGISTER",
    "WITHOUT_WORDS",
    "Basis",
    "End",
    "Erasure",
    "Holding",
    "Kept",
    "Period",
    "holdings",
    "kept",
    "nobodys_address",
]
