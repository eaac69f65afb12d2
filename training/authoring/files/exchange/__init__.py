"""How do questions come from other programs, and go to them? GIFT, Aiken, Moodle XML and QTI."""

from training.authoring.files.exchange.aiken import AIKEN, read_aiken
from training.authoring.files.exchange.gift import GIFT, read_gift
from training.authoring.files.exchange.moodle import read_moodle, write_moodle
from training.authoring.files.exchange.moodle.names import MOODLE
from training.authoring.files.exchange.qti import read_qti, write_qti
from training.authoring.files.exchange.qti.names import QTI
from training.authoring.files.exchange.recognising import File, read, recognised
from training.authoring.files.exchange.sending import ENDINGS, sent, write

__all__ = [
    "AIKEN",
    "ENDINGS",
    "GIFT",
    "MOODLE",
    "QTI",
    "File",
    "read",
    "read_aiken",
    "read_gift",
    "read_moodle",
    "read_qti",
    "recognised",
    "sent",
    "write",
    "write_moodle",
    "write_qti",
]
