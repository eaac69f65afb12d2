"""Is an item of QTI 3 built as the specification says, and a package complete?"""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tests.kinds import every_kind
from training.authoring.files.exchange import write_qti
from training.authoring.files.exchange.qti.names import ITEM
from training.authoring.files.exchange.qti.writing import item
from training.authoring.files.exchange.trees import local
from training.content.rules.questions import GapText, Question

#: In this order, some of them several times.
ORDER = ["response-declaration", "outcome-declaration", "item-body", "response-processing", "modal-feedback"]
#: Of the specification, as far as we use it: what stands within what, apart from the HTML of our texts.
INSIDE = {
    "item-body": {"p", "choice-interaction", "match-interaction", "order-interaction", "extended-text-interaction"}
    | {"rubric-block"},
    "choice-interaction": {"prompt", "simple-choice"},
    "order-interaction": {"prompt", "simple-choice"},
    "match-interaction": {"prompt", "simple-match-set"},
    "simple-match-set": {"simple-associable-choice"},
    "inline-choice-interaction": {"inline-choice"},
    "response-processing": {"response-condition", "set-outcome-value"},
    "response-condition": {"response-if", "response-else-if", "response-else"},
    "modal-feedback": {"content-body"},
    "rubric-block": {"content-body"},
}
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def built(question: Question) -> ET.Element:
    """Write a question whose keys begin with a digit, and read it as plain XML."""
    return ET.fromstring(item(replace(question, key="12-months"), language="de"))  # noqa: S314 (our own)


def name(element: ET.Element) -> str:
    """Return a name without namespace and without what all names of QTI 3 begin with."""
    return local(element.tag).removeprefix("qti-")


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.kind)
def test_an_item_has_its_parts_in_their_order(question: Question) -> None:
    root = built(question)

    assert root.tag == f"{{{ITEM}}}qti-assessment-item"
    assert {"identifier", "title", "adaptive", "time-dependent"} <= set(root.attrib)
    places = [ORDER.index(name(child)) for child in root]
    assert places == sorted(places)
    for parent in root.iter():
        if name(parent) in INSIDE:
            assert {name(child) for child in parent} <= INSIDE[name(parent)]


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.kind)
def test_identifiers_are_names_and_name_something(question: Question) -> None:
    root = built(question)
    declared = [each.get("identifier", "") for each in root if name(each).endswith("-declaration")]
    choices = [each.get("identifier", "") for each in root.iter() if name(each).endswith("-choice")]

    identifiers = [each.get("identifier", "k") for each in root.iter()]
    assert all(IDENTIFIER.fullmatch(each) for each in identifiers)
    assert len(set(declared)) == len(declared)
    assert len(set(choices)) == len(choices)
    for each in root.iter():
        if name(each).endswith("-interaction"):
            assert each.get("response-identifier") in declared
        if name(each) in ("variable", "correct", "map-response", "set-outcome-value"):
            assert each.get("identifier") in declared


def test_a_package_lists_all_that_is_in_it() -> None:
    with ZipFile(BytesIO(write_qti(every_kind(), language="de"))) as package:
        files = set(package.namelist())
        manifest = ET.fromstring(package.read("imsmanifest.xml"))  # noqa: S314 (our own)

    resources = [each for each in manifest.iter() if name(each) == "resource"]
    assert {each.get("href") for each in resources} == files - {"imsmanifest.xml"}
    assert [each.get("type") for each in resources] == ["imsqti_item_xmlv3p0"] * len(every_kind()) + ["webcontent"]
    assert {each.get("identifierref") for each in manifest.iter() if name(each) == "dependency"} == {"training"}


def test_two_gaps_may_have_options_of_one_key() -> None:
    """In an item, every identifier stands for one thing."""
    gap_text = next(each for each in every_kind() if isinstance(each, GapText))
    twice = replace(gap_text, text="{who} and {whom}.", gaps=(gap_text.gaps[0], replace(gap_text.gaps[0], key="whom")))

    choices = [each.get("identifier") for each in built(twice).iter() if name(each) == "inline-choice"]

    assert len(set(choices)) == 4
