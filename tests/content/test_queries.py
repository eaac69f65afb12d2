"""Is what learners read found, and parsed once?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.content import queries
from training.content.models import Publication
from training.content.queries import publications
from training.content.rules.segments import Shown
from training.foundation.errors import NotFound

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    queries.forget_publications()


def test_a_module_belongs_to_a_region(session: Session) -> None:
    """The gate asks; for an address of nothing the answer is None."""
    make.published_module(session, make.module_value(region="linz"))

    assert queries.region_of_module(session, "craft") == "linz"
    assert queries.region_of_module(session, "nix") is None


def test_the_last_publication_of_each_module_is_current(session: Session) -> None:
    """In the order of the regions, in one statement."""
    make.region(session, "linz"), make.region(session, "chemnitz")
    first = make.published_module(session, make.module_value("b", region="chemnitz"))
    other = make.published_module(session, make.module_value("a", region="linz"))
    again = _published_again(session, first)

    assert queries.current_publications(session) == {"a": other.publication.id, "b": again.id}
    assert list(queries.current_publications(session)) == ["a", "b"]
    assert queries.current_publication_id(session, "b") == again.id


def test_a_withdrawn_module_has_no_current_publication(session: Session) -> None:
    """Until it is published again."""
    made = make.published_module(session)
    session.add(Publication(module_id=made.row.id, version_id=None, texts={}, published_at=make.NOW))
    session.flush()

    assert queries.current_publications(session) == {}
    assert queries.current_publication_id(session, "craft") is None

    again = _published_again(session, made)
    assert queries.current_publication_id(session, "craft") == again.id


def test_a_publication_is_a_value(session: Session) -> None:
    """With module, region, version and texts."""
    made = make.published_module(session, number=3)

    found = queries.published(session, made.publication.id)

    assert found.module == made.value
    assert (found.key, found.region, found.version_number) == ("craft", "chemnitz", 3)
    assert found.published_at == make.NOW
    assert found.texts["de"]["module/title"] == ("[de] Rooms for makers", "reviewed")


def test_a_publication_is_read_once(session: Session, statements: Statements) -> None:
    """Afterwards no statement is needed, in any language."""
    made = make.published_module(session)
    with statements() as first:
        found = queries.published(session, made.publication.id)
    with statements() as second:
        again = queries.published(session, made.publication.id)
        german = queries.localised(again, "de")
        assert queries.localised(found, "de") is german

    assert len(first) == 1
    assert second == []
    assert again is found


def test_a_text_says_its_language(session: Session) -> None:
    """The source stands in where a language is missing."""
    found = queries.published(session, make.published_module(session).publication.id)

    german, polish = queries.localised(found, "de").title, queries.localised(found, "pl").title

    assert isinstance(german, Shown)
    assert isinstance(polish, Shown)
    assert (german, german.language) == ("[de] Rooms for makers", "de")
    assert (polish, polish.language) == ("Rooms for makers", "en")


def test_only_so_many_publications_are_remembered(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest one goes, and can be read again."""
    monkeypatch.setattr(publications, "_MOST_REMEMBERED", 2)
    made = make.published_module(session)
    ids = [made.publication.id, *(_published_again(session, made).id for _ in range(2))]

    first, *_ = [queries.published(session, each) for each in ids]

    again = queries.published(session, ids[0])
    assert again is not first
    assert again.module == first.module


def test_what_was_never_published_is_not_found(session: Session) -> None:
    """A withdrawal is nothing to read either."""
    made = make.published_module(session)
    withdrawal = Publication(module_id=made.row.id, version_id=None, texts={}, published_at=make.NOW)
    session.add(withdrawal)
    session.flush()

    for publication_id in (withdrawal.id, withdrawal.id + 1000):
        with pytest.raises(NotFound):
            queries.published(session, publication_id)


def test_versions_are_found(session: Session) -> None:
    """By number and by what they say."""
    value = make.module_value()
    first = make.version(session, value)
    second = make.version(session, replace(value, title="Other"), number=2)

    assert queries.versions(session, first.module_id) == [first, second]
    assert queries.latest_version(session, first.module_id) == second
    assert queries.version_by_digest(session, first.module_id, first.digest) == first
    assert queries.version_by_digest(session, first.module_id, "0" * 64) is None


def test_modules_and_pictures_are_found(session: Session) -> None:
    """Modules in the order of the regions."""
    make.region(session, "linz"), make.region(session, "chemnitz")
    make.published_module(session, make.module_value("b", region="chemnitz"))
    make.published_module(session, make.module_value("a", region="linz"))

    assert [row.key for row in queries.modules(session)] == ["a", "b"]
    row = queries.module_row(session, "a")
    picture = queries.media_by_digest(session, make.PICTURE_DIGEST)
    assert row is not None
    assert row.key == "a"
    assert picture is not None
    assert picture.size == len(make.PICTURE)


def _published_again(session: Session, made: make.Published) -> Publication:
    publication = Publication(
        module_id=made.row.id, version_id=made.version.id, texts=made.publication.texts, published_at=make.NOW
    )
    session.add(publication)
    session.flush()
    return publication
