"""How does a demonstration come to have translators at work? A draft that has changed, and texts in every state."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from training.accounts.queries import person_by_email
from training.authoring.actions import import_module, publish
from training.content import queries as content
from training.content.files.reading import Reading
from training.content.files.stores import Store
from training.content.models import ModuleRow, ModuleVersion
from training.content.rules.blocks import Quiz, TextBlock
from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.foundation.clock import now
from training.foundation.languages import LANGUAGES
from training.translation.actions.charges import put_in_charge
from training.translation.actions.inventing import invent_approval, invent_counts, invent_origin
from training.translation.actions.tasks import open_task
from training.translation.queries.charges import own_charges
from training.translation.queries.overview import known
from training.translation.rules.overview import states_of
from training.translation.rules.tasks import Kind, about
from training.translation.rules.truth import counted

#: The module that has a translation into every language, and the language of the translator and the reviewer.
_MODULE, _LANGUAGE = "chemnitz", "sl"
_ADDED = "This sentence was added for the demonstration."
_NEW = TextBlock(key="demonstration", body="This paragraph is new in the demonstration. It waits for its translations.")
_CHANGED, _DRAFTED, _APPROVED = 3, 24, 400
_A_DAY = timedelta(days=1)
_EMAILS = ("translator@gorenjska.example", "reviewer@gorenjska.example", "trainer@chemnitz.example")


def make_translating(session: Session, *, store: Store) -> None:
    """Let people work on translations whose sources have changed, unless they do already; before anybody has learned.

    All of it is invented, as the history of the demonstration is: what a machine drafted, what was approved, and how it
    stood on the days before. Learners see what is published, which is the real module.
    """
    row = content.module_row(session, _MODULE)
    people = [person for email in _EMAILS if (person := person_by_email(session, email))]
    if row is None or len(people) != len(_EMAILS) or own_charges(session, people[0].id):
        return
    translator, reviewer, trainer = (person.id for person in people)
    for person_id in (translator, reviewer):
        put_in_charge(session, row, _LANGUAGE, person_id=person_id, given_by=trainer, now=now() - _A_DAY)
    before = _draft(session, row)
    written = [address for address, _ in segments(before)]
    invent_approval(session, row.id, _LANGUAGE, written[:_APPROVED], person_id=reviewer, now=now() - _A_DAY)
    invent_origin(session, row.id, _LANGUAGE, written[_APPROVED : _APPROVED + _DRAFTED])
    _publish_again(session, row)
    import_module(session, Reading(module=_edited(before)), [], store=store, now=now() - _A_DAY)
    _open_task(session, row, before)
    _invent_counts(session, row)


def _draft(session: Session, row: ModuleRow) -> Module:
    mark = content.latest_mark(session, row.id)
    if mark is None:
        raise LookupError(row.key)
    return content.module_of_version(session, mark)


def _publish_again(session: Session, row: ModuleRow) -> None:
    """Put before learners what is approved by now: the next start would do it otherwise."""
    publication = content.latest_publication(session, row.id)
    if publication and publication.version_id:
        publish(session, session.get_one(ModuleVersion, publication.version_id), now=now(), actor_id=None)


def _edited(module: Module) -> Module:
    """Add a sentence to some paragraphs, and a paragraph to the first lesson."""
    first = module.lessons[0]
    texts = {block.key for block in islice(_texts(first.blocks), _CHANGED)}
    blocks = [
        replace(block, body=f"{block.body}\n\n{_ADDED}")
        if isinstance(block, TextBlock) and block.key in texts
        else block
        for block in first.blocks
    ]
    return replace(module, lessons=(replace(first, blocks=(*blocks, _NEW)), *module.lessons[1:]))


def _texts(blocks: Iterable[object]) -> Iterable[TextBlock]:
    return (block for block in blocks if isinstance(block, TextBlock))


def _open_task(session: Session, row: ModuleRow, module: Module) -> None:
    """Let the alarm have rung for the first question of the first quiz; of which texts is known once they are there."""
    lesson, quiz = next(
        (lesson, block) for lesson in module.lessons for block in lesson.blocks if isinstance(block, Quiz)
    )
    address = f"{lesson.key}/{quiz.key}/{quiz.questions[0].key}/stem"
    facts = about(dict(segments(module))[address], "")
    place: dict[str, Any] = {"module_id": row.id, "language": _LANGUAGE, "segment": address}
    open_task(session, **place, kind=Kind.ALARM, facts=facts, now=now() - _A_DAY)


def _invent_counts(session: Session, row: ModuleRow) -> None:
    module = _draft(session, row)
    for (module_id, language), kept in known(session, [row.id], LANGUAGES).items():
        found = counted(states_of(module, kept).values())
        invent_counts(session, module_id, language, found, today=now().date())
