"""Do modules come in and before learners, with nothing lost?"""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.authoring.imports import LATER, MODULE, counts, events, imported, latest, seen, translated
from training.authoring.actions import import_module, publish
from training.authoring.rules import Import
from training.content import queries as content
from training.content.files.reading import Reading
from training.content.files.stores import FolderStore
from training.content.models import Publication
from training.content.rules.fault import Fault
from training.content.rules.segments import segments
from training.foundation.errors import Refused
from training.translation.files import Catalogue


def test_a_new_module_becomes_version_one(session: Session, folder: Path) -> None:
    """With pictures, translations and entries of the audit."""
    plan = imported(session, folder, MODULE, catalogues=[translated(MODULE)])

    assert plan.action is Import.CREATE
    version = latest(session)
    assert (version.number, version.origin, version.saved_at) == (1, "file", make.NOW)
    assert (folder / make.PICTURE_DIGEST).read_bytes() == make.PICTURE
    assert content.media_by_digest(session, make.PICTURE_DIGEST) is not None
    assert counts(session)["translation"] == len(list(segments(MODULE)))
    assert events(session) == ["module-imported", "translations-imported"]


def test_the_same_files_again_change_nothing(session: Session, folder: Path) -> None:
    """Every deployment may import."""
    imported(session, folder, MODULE, catalogues=[translated(MODULE)], published=True)
    before = counts(session)

    plan = imported(session, folder, MODULE, catalogues=[translated(MODULE)], published=True)

    assert plan.action is Import.NOTHING
    assert counts(session) == before


def test_changed_files_become_the_next_version(session: Session, folder: Path) -> None:
    """And learners see it."""
    imported(session, folder, MODULE, published=True)

    plan = imported(session, folder, replace(MODULE, title="Other"), published=True)

    assert plan.action is Import.FAST_FORWARD
    assert latest(session).number == 2
    assert seen(session).title == "Other"


def test_an_old_file_rolls_nobody_back(session: Session, folder: Path) -> None:
    """What was there before is known."""
    imported(session, folder, MODULE, published=True)
    imported(session, folder, replace(MODULE, title="Other"), published=True)

    plan = imported(session, folder, MODULE, published=True)

    assert plan.action is Import.NOTHING
    assert latest(session).number == 2
    assert seen(session).title == "Other"


def test_what_a_trainer_saved_is_not_overwritten(session: Session, folder: Path) -> None:
    """The refusal names what differs and writes nothing at all."""
    make.version(session, MODULE)
    make.version(session, replace(MODULE, title="By hand"), number=2, origin="editor")
    before = counts(session)

    plan = imported(session, folder, replace(MODULE, summary="New"), catalogues=[translated(MODULE)], published=True)

    assert plan.action is Import.REFUSE
    assert plan.differences.changed == ("module/title", "module/summary")
    assert counts(session) == before
    assert not folder.exists()


def test_files_edited_from_the_trainers_version_go_ahead(session: Session, folder: Path) -> None:
    """They say so by `based_on`."""
    make.version(session, MODULE)
    by_hand = make.version(session, replace(MODULE, title="By hand"), number=2, origin="editor")

    plan = imported(session, folder, replace(MODULE, title="By hand", summary="New"), based_on=by_hand.digest)

    assert plan.action is Import.FAST_FORWARD
    assert latest(session).number == 3


def test_new_translations_are_published_without_a_draft(session: Session, folder: Path) -> None:
    """Learners keep the version that they see, in more languages."""
    imported(session, folder, MODULE, published=True)
    make.version(session, replace(MODULE, title="Draft"), number=2, origin="editor")

    imported(session, folder, MODULE, catalogues=[translated(MODULE)], published=True)

    assert seen(session).title == MODULE.title
    publication_id = content.current_publication_id(session, "craft")
    assert publication_id is not None
    assert content.published(session, publication_id).texts["de"]["who/title"] == ("[de] Who they are", "unreviewed")


def test_a_withdrawn_module_stays_withdrawn(session: Session, folder: Path) -> None:
    """Until a person publishes it."""
    imported(session, folder, MODULE, published=True)
    row = content.module_row(session, "craft")
    assert row is not None
    session.add(Publication(module_id=row.id, version_id=None, texts={}, published_at=LATER))
    session.flush()

    imported(session, folder, replace(MODULE, title="Other"), published=True)

    assert latest(session).number == 2
    assert content.current_publication_id(session, "craft") is None


def test_publishing_what_learners_see_changes_nothing(session: Session, folder: Path) -> None:
    """Only another version or other texts are another publication."""
    imported(session, folder, MODULE, catalogues=[translated(MODULE)])
    first = publish(session, latest(session), now=make.NOW)

    again = publish(session, latest(session), now=LATER)

    assert first is not None
    assert again is None
    assert events(session)[-1] == "module-published"


def test_a_faulty_folder_is_refused(session: Session, folder: Path) -> None:
    """Faults of a catalogue too."""
    fault = Fault(file="a", problem="p", remedy="r")

    with pytest.raises(Refused, match="module-faulty"):
        import_module(session, Reading(module=None, faults=(fault,)), [], store=FolderStore(folder), now=make.NOW)
    with pytest.raises(Refused, match="module-faulty"):
        imported(session, folder, MODULE, catalogues=[Catalogue(language="de", faults=(fault,))])


def test_a_module_needs_its_region(session: Session, folder: Path) -> None:
    """One that is there, and the one that it began with."""
    with pytest.raises(Refused, match="region-unknown"):
        imported(session, folder, replace(MODULE, region="mars"))

    imported(session, folder, MODULE)
    make.region(session, "linz")
    with pytest.raises(Refused, match="region-differs"):
        imported(session, folder, replace(MODULE, region="linz"))
