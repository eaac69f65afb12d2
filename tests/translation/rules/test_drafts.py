"""Which texts may a machine draft, what of its answer is kept, and how long does an order wait?"""

from datetime import timedelta

from tests import make
from training.content.rules.segments import segments, text_digest
from training.translation.rules.drafts import (
    HOLD,
    WAITS_FOR_ANSWER,
    Failure,
    Progress,
    Step,
    batches,
    drafted,
    job_of,
    lost,
    may_take,
    undrafted,
)
from training.translation.rules.truth import Kept


def test_only_what_is_missing_or_out_of_date_is_drafted() -> None:
    module = make.module_value()
    (first, source), (second, _), (third, _), (fourth, _) = list(segments(module))[:4]
    there = [
        Kept(address=first, source_digest=text_digest(source), text="Da", reviewed=False),
        Kept(address=second, source_digest=text_digest("older"), text="Alt", reviewed=True),
    ]

    found = undrafted(module, there, ordered={third})

    assert list(found.stale) == [second]
    assert {first, second, third}.isdisjoint(found.missing)
    assert fourth in found.missing
    assert found.chosen(with_stale=False) == found.missing
    assert second in found.chosen(with_stale=True)


def test_texts_go_in_parts_of_so_many_characters() -> None:
    texts = {"a": "12345", "b": "12345", "c": "1" * 50, "d": "1"}

    assert [list(batch) for batch in batches(texts, 10)] == [["a", "b"], ["c"], ["d"]]
    assert list(batches({}, 10)) == []


def test_a_draft_is_refused_where_a_check_would_refuse_a_person() -> None:
    module = make.module_value()
    texts = dict(segments(module))
    numbers = {address: number for number, address in enumerate(texts)}
    job = job_of(module, texts, numbers=numbers)

    echoed = drafted(module, job, job.texts, numbers=numbers, language="de")
    starred = {name: f"**{text}** **b**" for name, text in job.texts.items()}
    refused = drafted(module, job, starred, numbers=numbers, language="de")
    odd = drafted(
        module, job, {name: f"\0{text}\r" for name, text in job.texts.items()}, numbers=numbers, language="de"
    )
    long = drafted(
        module, job, {name: text + "x" * 20_000 for name, text in job.texts.items()}, numbers=numbers, language="de"
    )
    nothing = drafted(module, job, {}, numbers=numbers, language="de")

    assert {address for address, text in echoed.items() if text is None} == set()
    assert any(text is None for text in refused.values())
    assert odd == echoed
    assert not any(text for address, text in long.items() if job.frames[address][1].pieces)
    assert set(nothing) == set(texts)
    assert not any(text for address, text in nothing.items() if job.frames[address][1].pieces)


def test_an_order_is_taken_up_again_once() -> None:
    later = make.NOW + HOLD + timedelta(seconds=1)
    first, second = (Progress(step=Step.TAKEN, tries=tries, at=make.NOW) for tries in (1, 2))

    assert may_take(Progress.read(None), now=make.NOW)
    assert not may_take(first, now=make.NOW)
    assert may_take(first, now=later)
    assert lost(first, now=later) is None
    assert not may_take(second, now=later)
    assert (lost(second, now=make.NOW), lost(second, now=later)) == (None, Failure.LOST)


def test_an_answer_is_waited_for_some_days() -> None:
    sent = Progress(step=Step.SENT, tries=1, at=make.NOW, said="4711")

    assert lost(sent, now=make.NOW + WAITS_FOR_ANSWER) is None
    assert lost(sent, now=make.NOW + WAITS_FOR_ANSWER + timedelta(seconds=1)) is Failure.NO_ANSWER
    assert not may_take(sent, now=make.NOW + 2 * WAITS_FOR_ANSWER)
    assert Progress.read(sent.written) == sent
    assert Progress.read(Progress(step=Step.WAITING).written) == Progress(step=Step.WAITING)
