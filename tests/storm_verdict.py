"""What must be left of a storm? Every acknowledged answer, once, and nothing else."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from tests.storm import Post, Said


@dataclass(frozen=True, slots=True)
class Receipt:
    """A post that the server has acknowledged: when it was first sent, and when the acknowledgement came."""

    post: Post
    sent_at: float
    acknowledged_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A row of the table of answers."""

    id: UUID
    attempt_id: UUID
    question: str
    response: str
    language: str


#: Attempt and question → the response that counts.
Counting = Mapping[tuple[UUID, str], str]
_Acknowledged = Mapping[Said, list[Receipt]]


def faults(receipts: Iterable[Receipt], rows: Iterable[Stored], counting: Counting) -> list[str]:
    """Name whatever is lost, doubled, invented or wrongly counted."""
    acknowledged: defaultdict[Said, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        acknowledged[receipt.post.said].append(receipt)
    by_id = {row.id: row for row in rows}
    return [*_row_faults(acknowledged, by_id), *_counting_faults(acknowledged, counting)]


def derived_id(said: Said) -> UUID:
    """Return the id of what a form says besides what stands under its own id."""
    content = [str(said.attempt_id), said.question, json.loads(said.response)]
    return uuid5(said.form_id, json.dumps(content, sort_keys=True))


def _row_faults(acknowledged: _Acknowledged, rows: Mapping[UUID, Stored]) -> Iterator[str]:
    wanted = {_id_of(said, rows): said for said in acknowledged}
    for id_, said in wanted.items():
        if not _says(rows.get(id_), said):
            yield f"lost: {said}"
        elif rows[id_].language not in {receipt.post.language for receipt in acknowledged[said]}:
            yield f"in a language in which it was never posted: {rows[id_]}"
    for form_id in {said.form_id for said in acknowledged} - rows.keys():
        yield f"nothing is under the id of the form {form_id}"
    for id_ in rows.keys() - wanted.keys():
        yield f"not acknowledged: {rows[id_]}"


def _id_of(said: Said, rows: Mapping[UUID, Stored]) -> UUID:
    """Which of two things came first is seen from what stands under the id of the form itself."""
    return said.form_id if _says(rows.get(said.form_id), said) else derived_id(said)


def _says(row: Stored | None, said: Said) -> bool:
    wanted = (said.attempt_id, said.question, said.response)
    return row is not None and (row.attempt_id, row.question, row.response) == wanted


def _counting_faults(acknowledged: _Acknowledged, counting: Counting) -> Iterator[str]:
    said_to: defaultdict[tuple[UUID, str], list[Said]] = defaultdict(list)
    for said in acknowledged:
        said_to[said.attempt_id, said.question].append(said)
    for question, sayings in said_to.items():
        if counting.get(question) not in _last_words(acknowledged, sayings):
            yield f"to {question} counts {counting.get(question)}"
    for question in counting.keys() - said_to.keys():
        yield f"to {question} nothing was acknowledged, and {counting[question]} counts"


def _last_words(acknowledged: _Acknowledged, sayings: list[Said]) -> set[str]:
    """Keep what may count: nothing else was sent only after it had been acknowledged."""
    first_sent = {said: min(receipt.sent_at for receipt in acknowledged[said]) for said in sayings}
    last_sent = max(first_sent.values())
    return {
        said.response for said in sayings if min(receipt.acknowledged_at for receipt in acknowledged[said]) >= last_sent
    }
