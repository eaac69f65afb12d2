"""Which rows hold what was released, and what it is counted from?"""

from training.reporting.models.exports import Delivery, OrderedFile
from training.reporting.models.releases import GroupFigure, HiddenCell, Release, ReleaseCell, ReleaseProof
from training.reporting.models.standings import Standing, StandingMark
from training.reporting.models.tokens import AccessToken

__all__ = [
    "AccessToken",
    "Delivery",
    "GroupFigure",
    "HiddenCell",
    "OrderedFile",
    "Release",
    "ReleaseCell",
    "ReleaseProof",
    "Standing",
    "StandingMark",
]
