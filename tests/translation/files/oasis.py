"""Does an XLIFF file hold against the schemas of OASIS?"""

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMAS = Path(__file__).parents[1] / "schemas"
#: The core of 2.1 lets parts of its modules through that no schema knows: here all are known.
_SCHEMAS = {
    "xliff12": ["xliff-core-1.2-strict.xsd"],
    "xliff21": ["xliff_core_2.0.xsd", "metadata.xsd", "matches.xsd", "size_restriction.xsd"],
}


def schema_faults(content: bytes, format_: str) -> list[str]:
    """Hold a file against the schemas of OASIS, its own parts of modules as well."""
    schema = _schema(format_)
    schema.validate(etree.fromstring(content))
    return [str(error) for error in schema.error_log]


@cache
def _schema(format_: str) -> Any:
    # What is imported here is not looked for again where the schemas import it: in the network.
    named = ["xml.xsd", *_SCHEMAS[format_]]
    parser = etree.XMLParser(no_network=True)
    spaces = {name: etree.parse(SCHEMAS / name, parser).getroot().get("targetNamespace") for name in named}
    imports = "".join(f'<xs:import namespace="{space}" schemaLocation="{name}"/>' for name, space in spaces.items())
    every = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(every, parser, base_url=str(SCHEMAS / "every.xsd")))
