"""Does a code stand for exactly what is stored, whoever types it and however?"""

import hmac
from base64 import b32encode
from dataclasses import fields, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import NOW
from tests.quizzes import records as made
from tests.quizzes.records import ANSWER, ATTEMPT, GRADE, HOUR, drawn_answers, records
from training.foundation.errors import Refused
from training.quizzes.rules.receipts import canonical, code_of, proof_of, read_attempt_id, read_code
from training.quizzes.rules.records import Record, RecordedAnswer, RecordedGrade

SECRET = "a key for tests only"
CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
#: A fact that plays no part is found by the first example: each is tried by itself.
A_FACT = settings(max_examples=25)
NUMBER = "0c5a1b52-6d0c-4f0e-9d55-2f6f2f0a7d11"


def _other(data: st.DataObject, strategy: st.SearchStrategy[Any], value: Any) -> Any:
    return data.draw(strategy.filter(lambda drawn: drawn != value))


def _code(record: Record, *, secret: str = SECRET) -> str:
    return code_of(record, record.grade, secret=secret)


@pytest.mark.parametrize(
    ("kind", "facts", "others"),
    [(Record, ATTEMPT, {"answers", "grades"}), (RecordedAnswer, ANSWER, set()), (RecordedGrade, GRADE, set())],
)
def test_every_fact_is_tried_below(kind: type, facts: dict[str, Any], others: set[str]) -> None:
    assert {field.name for field in fields(kind)} == set(facts) | others


@pytest.mark.parametrize("fact", ATTEMPT)
@A_FACT
@given(record=records(), data=st.data())
def test_another_fact_of_the_attempt_is_another_code(fact: str, record: Record, data: st.DataObject) -> None:
    changed = replace(record, **{fact: _other(data, ATTEMPT[fact], getattr(record, fact))})

    assert _code(changed) != _code(record)


@pytest.mark.parametrize("fact", ANSWER)
@A_FACT
@given(record=records(answers=1), data=st.data())
def test_another_fact_of_an_answer_is_another_code(fact: str, record: Record, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(record.answers) - 1))
    answer = replace(record.answers[at], **{fact: _other(data, ANSWER[fact], getattr(record.answers[at], fact))})
    changed = replace(record, answers=(*record.answers[:at], answer, *record.answers[at + 1 :]))

    assert _code(changed) != _code(record)


@pytest.mark.parametrize("fact", GRADE)
@A_FACT
@given(record=records(answers=1), data=st.data())
def test_another_fact_of_the_grade_is_another_code(fact: str, record: Record, data: st.DataObject) -> None:
    grade = replace(record.grade, **{fact: _other(data, GRADE[fact], getattr(record.grade, fact))})

    assert _code(replace(record, grades=(grade,))) != _code(record)


@given(record=records(answers=1), data=st.data())
def test_an_answer_more_or_less_is_another_code(record: Record, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(record.answers) - 1))
    more = (*record.answers, replace(record.answers[at], id=data.draw(st.uuids())))
    less = (*record.answers[:at], *record.answers[at + 1 :])

    assert len({_code(replace(record, answers=answers)) for answers in (record.answers, more, less)}) == 3


@given(record=records(answers=2), data=st.data())
def test_the_order_of_rows_plays_no_part(record: Record, data: st.DataObject) -> None:
    grades = (*record.grades, replace(record.grade, id=record.grade.id + 1, graded_at=record.grade.graded_at + HOUR))
    stored = replace(record, grades=grades)
    turned = replace(
        stored,
        answers=tuple(data.draw(st.permutations(stored.answers))),
        grades=tuple(data.draw(st.permutations(grades))),
    )

    assert _code(turned) == _code(stored)
    assert turned.handed_in_at == stored.handed_in_at


@given(record=records(), data=st.data())
def test_an_answer_after_the_grade_leaves_its_code_alone(record: Record, data: st.DataObject) -> None:
    answer = replace(data.draw(drawn_answers()), answered_at=record.grade.graded_at + HOUR)

    assert _code(replace(record, answers=(*record.answers, answer))) == _code(record)


def test_an_answer_of_the_same_microsecond_belongs_to_the_grade() -> None:
    record = made.record()
    answer = made.answer(minutes=60)

    assert _code(replace(record, answers=(answer,))) != _code(record)


@given(records())
def test_another_secret_is_another_code(record: Record) -> None:
    assert _code(record, secret="another key") != _code(record)


def test_whole_points_are_the_same_from_either_database() -> None:
    assert _code(made.record(grades=[made.grade(points=1)])) == _code(
        made.record(grades=[made.grade(points=1.0, marks={"q": 1})])
    )


def test_moments_are_the_same_in_every_zone() -> None:
    elsewhere = NOW.astimezone(ZoneInfo("Europe/Ljubljana"))

    assert _code(made.record(started_at=elsewhere)) == _code(made.record(started_at=NOW))


@given(records(answers=1))
def test_a_code_is_the_beginning_of_an_hmac_in_crockfords_signs(record: Record) -> None:
    key = hmac.digest(SECRET.encode(), b"receipt 1", "sha256")
    digest = hmac.digest(key, canonical(record, record.grade).encode(), "sha256")

    signs = b32encode(digest).decode().translate(CROCKFORD)[:12]

    assert _code(record) == f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def test_what_stands_on_paper_stays_true() -> None:
    """Another form of the same facts would refuse every receipt that was ever printed: give it another purpose."""
    record = made.record(answers=[made.answer()], closes_at=NOW + HOUR)

    assert canonical(record, record.grade) == (
        '{"answers":[{"answered_at":"2026-11-20T09:30:00.000000+00:00",'
        '"id":"00000000-0000-0000-0000-000000000001","language":"sl","question":"q","response":{"choices":["a"]}}],'
        '"attempt":{"attempt_id":"00000000-0000-0000-0000-000000000007",'
        '"closes_at":"2026-11-20T10:30:00.000000+00:00","enrolment_id":1,"publication_id":2,"quiz":"final-test",'
        '"seed":3,"started_at":"2026-11-20T09:30:00.000000+00:00"},'
        '"grade":{"graded_at":"2026-11-20T10:30:00.000000+00:00","graded_by":null,"id":1,"marks":{"q":1},'
        '"max_points":"2.00","passed":false,"points":"1.00","reason":null}}'
    )
    assert _code(record) == "X6KP-S742-HHW1"


@given(record=records(), data=st.data())
def test_a_code_is_read_however_it_is_typed(record: Record, data: st.DataObject) -> None:
    code = _code(record)
    variants = {"0": "0Oo", "1": "1IiLl"}
    signs = [data.draw(st.sampled_from(variants.get(sign, sign + sign.lower()))) for sign in code if sign != "-"]
    gaps = st.sampled_from(["", " ", "-", "\u2011", "\u2013", "\u00a0", "\n"])
    typed = "".join(data.draw(gaps) + sign for sign in signs) + data.draw(gaps)

    assert read_code(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "7K3F-9QWX-2MN", "7K3F-9QWX-2MNPP", "7K3F-9QWX-2MNU", "7K3F-9QWX-2MN*", "é" * 12]
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_code(typed)
    assert refusal.value.code == "code-not-read"


@pytest.mark.parametrize("typed", [NUMBER, NUMBER.upper(), NUMBER.replace("-", " "), f" {NUMBER.replace('-', '')}\n"])
def test_the_number_of_an_attempt_is_read_however_it_is_typed(typed: str) -> None:
    assert read_attempt_id(typed) == UUID(NUMBER)


@pytest.mark.parametrize("typed", ["", "7", "x" * 32])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_attempt_id(typed)
    assert refusal.value.code == "attempt-not-read"


def test_the_code_of_an_earlier_grade_still_proves_it_and_tells_of_the_later_one() -> None:
    printed = made.record(answers=[made.answer()])
    regrade = made.grade(2, minutes=90, points=2, graded_by=5, reason="The question was ambiguous.")
    today = replace(printed, grades=(*printed.grades, regrade))

    old, new = proof_of(today, _code(printed), secret=SECRET), proof_of(today, _code(today), secret=SECRET)

    assert old is not None
    assert new is not None
    assert (old.grade, old.later) == (printed.grade, regrade)
    assert (new.grade, new.later) == (regrade, None)


def test_a_code_does_not_prove_another_record() -> None:
    assert proof_of(made.record(answers=[made.answer()]), _code(made.record()), secret=SECRET) is None


def test_a_proof_counts_what_came_after_the_grade() -> None:
    printed = made.record(answers=[made.answer()])
    today = replace(printed, answers=(*printed.answers, made.answer(minutes=61, number=2)))

    proof = proof_of(today, _code(printed), secret=SECRET)

    assert proof is not None
    assert proof.answers_since == 1
