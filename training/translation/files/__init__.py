"""How does a module's translation look as a file?"""

from training.translation.files.po import (
    FUZZY,
    UNREVIEWED,
    Catalogue,
    po_file,
    po_text,
    read_catalogues,
    read_po,
    renew_po,
    write_po,
)

__all__ = [
    "FUZZY",
    "UNREVIEWED",
    "Catalogue",
    "po_file",
    "po_text",
    "read_catalogues",
    "read_po",
    "renew_po",
    "write_po",
]
