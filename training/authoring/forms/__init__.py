"""What may an author type and choose?"""

from training.authoring.forms.units import Entry, Offer, PartEntry, Surroundings, entries_of, surroundings

__all__ = ["Entry", "Offer", "PartEntry", "Surroundings", "entries_of", "surroundings"]
