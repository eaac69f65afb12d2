"""Do both protocols carry texts there and back, and is every way to fail told apart, with no secret kept?"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

import pytest

from tests.live import free_port
from tests.machines import KEY, FalseMachine, false_machine
from training.config import TranslationMachine
from training.foundation.languages import LANGUAGES
from training.translation.files.machines import MachineOrder, NotDrafted, failure_of, machine_of, read_delivery
from training.translation.rules.drafts import Failure

TEXTS = {"0-0": "A room <for> all & more {1}", "0-1": "Two"}
BACK = "https://training.example.eu/translation/drafted/ticket"
ORDER = MachineOrder(texts=TEXTS, source="en", target="de", reference="order 7", callback=BACK)


@pytest.fixture
def machine() -> Iterator[FalseMachine]:
    """Give a machine that listens."""
    with false_machine() as made:
        yield made


def test_libretranslate_answers_text_for_text(machine: FalseMachine) -> None:
    answer = machine_of(machine.libretranslate()).translate(ORDER)

    assert answer.texts == {name: f"{text} (übersetzt)" for name, text in TEXTS.items()}
    said = {"q": list(TEXTS.values()), "source": "en", "target": "de", "format": "text", "api_key": KEY}
    assert machine.asked == [("/translate", said)]


def test_etranslation_takes_a_document_and_delivers_later(machine: FalseMachine) -> None:
    answer = machine_of(machine.etranslation()).translate(ORDER)

    assert (answer.texts, answer.reference) == (None, "4711")
    ((path, said),) = machine.asked
    assert path == "/askTranslate"
    assert (said["sourceLanguage"], said["targetLanguages"]) == ("EN", ["DE"])
    assert said["deliveries"] == said["notifications"]["success"] == said["notifications"]["failure"] == {"http": BACK}
    assert "&lt;for&gt; all &amp; more" in b64decode(said["documentToTranslate"]["document"]["content"]).decode()
    assert read_delivery(machine.delivered(said)) == {name: f"{text} (übersetzt)" for name, text in TEXTS.items()}


@pytest.mark.parametrize(
    ("status", "answer", "failure"),
    [
        (403, {"error": "Invalid API key"}, Failure.NOT_LET_IN),
        (400, {"error": "Please contact the server operator to get an API key"}, Failure.NOT_LET_IN),
        (400, {"error": "xx is not supported"}, Failure.LANGUAGE),
        (400, {"error": "Invalid request: text limit (2000) exceeded"}, Failure.TOO_MUCH),
        (429, {"error": "Slowdown: 80 per 1 minute"}, Failure.TOO_MUCH),
        (400, {"error": "something else"}, Failure.REFUSED),
        (500, {"error": "Cannot translate text"}, Failure.AWAY),
        (302, {"error": "elsewhere"}, Failure.REFUSED),
        (200, b"<html>", Failure.NOT_UNDERSTOOD),
        (200, b"[" * 100_000, Failure.NOT_UNDERSTOOD),
        (200, {"translatedText": ["only one"]}, Failure.NOT_UNDERSTOOD),
        (200, {"translatedText": [1, 2]}, Failure.NOT_UNDERSTOOD),
        (200, b'"' + b"x" * (5 * 1024 * 1024) + b'"', Failure.NOT_UNDERSTOOD),
    ],
)
def test_libretranslate_fails(machine: FalseMachine, status: int, answer: Any, failure: Failure) -> None:
    machine.status, machine.answer = status, answer
    machine.headers = {"Location": f"{machine.address}/elsewhere"} if status == 302 else {}

    with pytest.raises(NotDrafted) as caught:
        machine_of(machine.libretranslate()).translate(ORDER)

    assert caught.value.failure is failure
    assert str(caught.value) == failure.value
    # Nobody has agreed to where a redirect leads.
    assert len(machine.asked) == 1


def test_etranslation_fails(machine: FalseMachine) -> None:
    wrong = machine_of(machine.etranslation(password="another"))
    with pytest.raises(NotDrafted, match=Failure.NOT_LET_IN):
        wrong.translate(ORDER)

    for answer, failure, number in (
        ({"errorCode": -11200, "errorMessage": "QUOTA_EXCEEDED"}, Failure.TOO_MUCH, -11200),
        ({"errorCode": "-20000", "errorMessage": "a word of theirs"}, Failure.REFUSED, -20000),
        ({"errorCode": "not a code"}, Failure.NOT_UNDERSTOOD, None),
        ([], Failure.NOT_UNDERSTOOD, None),
    ):
        machine.answer = answer
        with pytest.raises(NotDrafted) as caught:
            machine_of(machine.etranslation()).translate(ORDER)
        assert (caught.value.failure, caught.value.number) == (failure, number)
        assert str(caught.value) == failure.value


def test_a_delivery_is_read_with_care() -> None:
    foreign = b64encode(b'<p id="other">x</p><p>y</p><p id="text-1-0">A<br>B</p>z').decode()

    assert read_delivery(json.dumps({"requestId": 1, "result": foreign}).encode()) == {"1-0": "A B"}
    # A word that all is done carries nothing.
    assert read_delivery(b'{"requestId": 1}') is None
    for content in (
        b"",
        b"[]",
        b"{",
        b'{"result": 5}',
        b'{"result": "\xc3\xa4"}',
        b'{"result": "/w=="}',
        b"[" * 50_000,
    ):
        with pytest.raises(NotDrafted, match=Failure.NOT_UNDERSTOOD):
            read_delivery(content)
    with pytest.raises(NotDrafted, match=Failure.REFUSED):
        read_delivery(b'{"requestId": 1, "errorCode": "-31000", "errorMessage": "x"}')


def test_the_doctor_asks_whether_it_answers(machine: FalseMachine) -> None:
    nobody = TranslationMachine(kind="libretranslate", address=f"http://127.0.0.1:{free_port()}")
    libre, commission = machine.libretranslate(), machine.etranslation()

    assert failure_of(nobody, LANGUAGES) is Failure.AWAY
    assert [failure_of(each, LANGUAGES) for each in (libre, commission)] == [None, None]
    machine.languages, machine.level = ["en", "de"], "3"
    assert [failure_of(each, LANGUAGES) for each in (libre, commission)] == [Failure.LANGUAGE, Failure.TOO_MUCH]
    assert failure_of(machine.etranslation(password="another"), LANGUAGES) is Failure.NOT_LET_IN
