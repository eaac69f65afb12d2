"""Does the note of a version tell what it was made for?"""

from training.authoring.rules.deeds import Act, Deed, deed_in, noted


def test_every_deed_can_be_read_from_its_note() -> None:
    for act in Act:
        deed = Deed(act=act, subject="who/quiz/question")

        assert deed_in(noted(deed)) == deed


def test_other_notes_tell_of_no_deed() -> None:
    """Versions from files have none, and older ones may say something else."""
    assert deed_in("") is None
    assert deed_in("corrected by hand") is None
