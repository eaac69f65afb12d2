"""How is a package of QTI 3 written? One item a question, a manifest, and the whole of our questions beside them."""

import json
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.kept import kept
from training.authoring.files.exchange.packages import packed
from training.authoring.files.exchange.qti.items import body_and_rules
from training.authoring.files.exchange.qti.names import (
    ITEM,
    ITEM_SCHEMA,
    KEPT,
    MANIFEST,
    PACKAGE,
    PACKAGE_SCHEMA,
    XSI,
    identifier,
)
from training.authoring.files.exchange.trees import add, written
from training.authoring.rules.exchange.texts import unmarked
from training.content.rules.questions import Question

_LONGEST_TITLE = 250


def write_qti(questions: Sequence[Question], *, language: str) -> bytes:
    """Write questions in their order; the same ones give the same bytes."""
    names = {f"items/{place:04}-{question.key}.xml": question for place, question in enumerate(questions, 1)}
    files = {name: item(question, language=language) for name, question in names.items()}
    along = {name: kept(question) for name, question in names.items()}
    files[KEPT] = json.dumps(along, ensure_ascii=False, sort_keys=True, indent=0).encode()
    files[MANIFEST] = _manifest(list(names))
    return packed(files)


def item(question: Question, *, language: str) -> bytes:
    """Write one question as a file of its own."""
    root = ET.Element(
        "qti-assessment-item",
        {
            "xmlns": ITEM,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{ITEM} {ITEM_SCHEMA}",
            "identifier": identifier(question.key),
            "title": " ".join(unmarked(question.stem or question.key).split())[:_LONGEST_TITLE],
            "adaptive": "false",
            "time-dependent": "false",
            "xml:lang": language,
        },
    )
    root.extend(body_and_rules(question, language))
    return written(root)


def _manifest(names: Sequence[str]) -> bytes:
    root = ET.Element(
        "manifest",
        {
            "xmlns": PACKAGE,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{PACKAGE} {PACKAGE_SCHEMA}",
            "identifier": "training-questions",
        },
    )
    metadata = add(root, "metadata")
    add(metadata, "schema", "QTI Package")
    add(metadata, "schemaversion", "3.0.0")
    add(root, "organizations")
    resources = add(root, "resources")
    for place, name in enumerate(names, 1):
        resource = add(resources, "resource", identifier=f"item-{place:04}", type="imsqti_item_xmlv3p0", href=name)
        add(resource, "file", href=name)
        add(resource, "dependency", identifierref="training")
    along = add(resources, "resource", identifier="training", type="webcontent", href=KEPT)
    add(along, "file", href=KEPT)
    ET.indent(root, " ")
    return written(root)
