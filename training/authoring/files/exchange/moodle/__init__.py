"""How are questions written for Moodle, and read from it? As Moodle XML."""

from training.authoring.files.exchange.moodle.reading import read_moodle
from training.authoring.files.exchange.moodle.writing import write_moodle

__all__ = ["read_moodle", "write_moodle"]
