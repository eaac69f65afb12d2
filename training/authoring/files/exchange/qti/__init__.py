"""How are questions written as QTI 3, and read from QTI 3 and 2?"""

from training.authoring.files.exchange.qti.reading import read_qti
from training.authoring.files.exchange.qti.writing import write_qti

__all__ = ["read_qti", "write_qti"]
