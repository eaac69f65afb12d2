"""What would come of the questions of a file in this quiz, and what is done with those that somebody agrees to?"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from training.authoring.rules.beginnings import new_key
from training.authoring.rules.exchange.received import Received, Remark, Verdict
from training.authoring.rules.units import unit_of, with_value
from training.content.rules.blocks import Quiz
from training.content.rules.canonical import as_plain
from training.content.rules.module import Module
from training.content.rules.questions import WITHOUT_POINTS, Question
from training.foundation.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What would come of one question; `there` where the quiz has it already, `objective` where it brings its own."""

    received: Received
    question: Question | None
    there: bool = False
    objective: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def outcome(self) -> str:
        """One word for it: taken, changed, refused or there."""
        return "there" if self.there else self.received.verdict.value

    @property
    def may_come(self) -> bool:
        """Tell whether somebody may choose it."""
        return self.question is not None and not self.there


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would come of a whole file; `digest` is what somebody agrees to."""

    rows: tuple[Row, ...]
    digest: str

    def count(self, outcome: str) -> int:
        """Count the questions of which this comes."""
        return sum(row.outcome == outcome for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody agrees to: numbers of questions, and the objective of those that bring none."""

    numbers: frozenset[int]
    objective: str


def planned(received: Sequence[Received], module: Module, address: str) -> Plan:
    """Tell what would come of each question in the quiz at this address; raises Refused("unit-gone")."""
    quiz = quiz_at(module, address)
    there = {_content(question): question for question in quiz.questions}
    rows = tuple(_row(each, module, quiz, there) for each in received)
    told = [[row.received.number, row.outcome, row.objective, _plain(row.question)] for row in rows]
    written = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return Plan(rows=rows, digest=sha256(written.encode()).hexdigest())


def placed(module: Module, address: str, plan: Plan, choice: Choice) -> Module:
    """Put the chosen questions at the end of the quiz, each with a key of its own."""
    quiz = quiz_at(module, address)
    chosen = [row for row in plan.rows if row.may_come and row.received.number in choice.numbers]
    taken = {question.key for question in quiz.questions}
    questions = tuple(_keyed(_chosen(row, choice), taken, row.received.title) for row in chosen)
    return with_value(module, address, replace(quiz, questions=(*quiz.questions, *questions)))


def counts(plan: Plan, choice: Choice) -> dict[str, int]:
    """Count what came of the questions, for the log and the page that follows."""
    chosen = [row for row in plan.rows if row.may_come and row.received.number in choice.numbers]
    changed = sum(row.received.verdict is Verdict.CHANGED for row in chosen)
    return {
        "taken": len(chosen) - changed,
        "changed": changed,
        "refused": plan.count("refused"),
        "there": plan.count("there"),
    }


def lacks_objective(plan: Plan, choice: Choice, objectives: Collection[str]) -> bool:
    """Tell whether a chosen question would have no objective, although the module has some to give."""
    missing = any(not row.objective for row in plan.rows if row.may_come and row.received.number in choice.numbers)
    return missing and choice.objective not in objectives


def quiz_at(module: Module, address: str) -> Quiz:
    """Find a quiz by its address; raises Refused("unit-gone")."""
    found = unit_of(module, address)
    if not isinstance(found, Quiz):
        raise Refused("unit-gone")
    return found


def _row(received: Received, module: Module, quiz: Quiz, there: dict[str, Question]) -> Row:
    if received.question is None:
        return Row(received=received, question=None, remarks=received.remarks)
    question, own = received.question, received.question.key
    same = there.get(_content(question))
    if same is not None and own in ("", same.key):
        return Row(received=received, question=question, there=True, remarks=received.remarks)
    objective = question.objective if question.objective in {each.key for each in module.objectives} else ""
    remarks = tuple(_misplaced(question, module, quiz))
    settled = replace(
        question,
        objective=objective,
        see=question.see if question.see in {lesson.key for lesson in module.lessons} else None,
        pool=question.pool if _may_be_drawn(question, quiz) else None,
    )
    return Row(received=received, question=settled, objective=objective, remarks=(*received.remarks, *remarks))


def _misplaced(question: Question, module: Module, quiz: Quiz) -> Iterator[Remark]:
    """Name what a question brings along that this module does not have."""
    if question.objective and question.objective not in {each.key for each in module.objectives}:
        yield Remark(code="objective-unknown", facts={"name": question.objective})
    if question.see and question.see not in {lesson.key for lesson in module.lessons}:
        yield Remark(code="lesson-unknown", facts={"name": question.see})
    if question.pool and not _may_be_drawn(question, quiz):
        yield Remark(code="pool-unknown", facts={"name": question.pool})
    if question.key and question.key in {each.key for each in quiz.questions}:
        yield Remark(code="key-taken", facts={"name": question.key})


def _may_be_drawn(question: Question, quiz: Quiz) -> bool:
    return question.pool in {draw.pool for draw in quiz.draws} and not isinstance(question, WITHOUT_POINTS)


def _chosen(row: Row, choice: Choice) -> Question:
    if row.question is None:
        raise Refused("unit-gone")
    return row.question if row.objective else replace(row.question, objective=choice.objective)


def _keyed(question: Question, taken: set[str], title: str) -> Question:
    wanted = question.key
    key = wanted if wanted and wanted not in taken else new_key(wanted or title, taken=taken, noun=question.kind)
    taken.add(key)
    return replace(question, key=key)


def _content(question: Question) -> str:
    """Identify what a question says, whatever its key and wherever it belongs."""
    return _plain(replace(question, key="", objective="", see=None, pool=None))


def _plain(question: Question | None) -> str:
    return json.dumps(as_plain(question), ensure_ascii=False, sort_keys=True)
