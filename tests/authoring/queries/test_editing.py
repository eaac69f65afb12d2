"""Is told who saved what and when, without loading what was saved, and which modules somebody may write?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.authoring.actions.editing import change
from training.authoring.queries.editing import modules_within, version_heads, version_of
from training.authoring.rules.deeds import Act, Deed
from training.content.models import ModuleVersion, Publication
from training.foundation.errors import NotFound
from training.foundation.permissions import Reach

MODULE = make.module_value()
NOWHERE = Reach(everywhere=False, regions=frozenset(), organisations=frozenset())


def _entitled(session: Session, title: str, *, by: int) -> ModuleVersion:
    deed = Deed(act=Act.EDITED, subject="module")
    told: dict[str, Any] = {"person_id": by, "now": make.NOW}
    return change(session, "craft", deed, lambda module: replace(module, title=title), **told).version


def test_heads_tell_who_and_when_and_load_no_document(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """Of whoever is erased, and of nobody, there is no name; a page begins before a number."""
    published = make.published_module(session, MODULE)
    katja, erased = make.person(session, name="Katja Brandt"), make.person(session, name="", erased_at=make.NOW)
    for title, person in (("A", katja), ("B", erased), ("C", katja)):
        _entitled(session, title, by=person.id)

    with statements() as asked:
        heads = version_heads(session, published.row.id, limit=9)

    assert len(asked) == 1
    assert "document" not in asked[0]
    assert [(head.number, head.name, head.saved_by, head.is_published) for head in heads] == [
        (4, "Katja Brandt", katja.id, False),
        (3, None, erased.id, False),
        (2, "Katja Brandt", katja.id, False),
        (1, None, None, True),
    ]
    assert [(head.saved_at, head.note, head.origin) for head in heads[2:]] == [
        (make.NOW, "edited module", "editor"),
        (make.NOW, "", "file"),
    ]
    assert [head.number for head in version_heads(session, published.row.id, before=4, limit=2)] == [3, 2]
    assert version_of(session, published.row.id, 3).note == "edited module"
    with pytest.raises(NotFound):
        version_of(session, published.row.id, 5)


def test_modules_are_those_within_reach(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """With the title of the draft, and what learners see; a module without a version is none."""
    make.published_module(session, MODULE)
    _entitled(session, "A new title", by=make.person(session).id)
    linz, halls = replace(MODULE, key="halls", region="linz"), replace(MODULE, key="mills", region="linz")
    gone = make.published_module(session, linz)
    session.add(Publication(module_id=gone.row.id, version_id=None, texts={}, published_at=make.NOW))
    make.version(session, halls)
    make.module(session, replace(MODULE, key="empty"))

    with statements() as asked:
        found = modules_within(session, replace(NOWHERE, everywhere=True))

    assert len(asked) == 1
    assert [(each.key, each.region, each.number, each.published, each.withdrawn) for each in found] == [
        ("craft", "chemnitz", 2, 1, False),
        ("halls", "linz", 1, None, True),
        ("mills", "linz", 1, None, False),
    ]
    assert (found[0].title, found[0].saved_at) == ("A new title", make.NOW)
    assert [each.key for each in modules_within(session, replace(NOWHERE, regions=frozenset({"chemnitz"})))] == [
        "craft"
    ]
    assert [each.key for each in modules_within(session, replace(NOWHERE, modules=frozenset({"mills"})))] == ["mills"]
    assert modules_within(session, NOWHERE) == []
