"""Is the site ready only when every part of it is well?"""

import pytest

from training.operations.rules.health import DatabaseState, Readiness, database_state


@pytest.mark.parametrize("state", DatabaseState)
@pytest.mark.parametrize("writable", [True, False])
def test_a_site_is_ready_when_all_is_well(state: DatabaseState, writable: bool) -> None:
    found = Readiness(database=state, media_writable=writable)

    assert found.ready == (state is DatabaseState.WELL and writable)
    assert found.ready == (set(found.parts.values()) == {"well"})


@pytest.mark.parametrize(
    ("revision", "state"),
    [
        ("0007", DatabaseState.WELL),
        ("0006", DatabaseState.BEHIND),
        (None, DatabaseState.BEHIND),
        ("0008", DatabaseState.NEWER),
    ],
)
def test_a_database_stands_before_at_or_after_this_version(revision: str | None, state: DatabaseState) -> None:
    assert database_state(revision, head="0007") is state


def test_a_site_whose_object_store_is_away_goes_on_without_pictures() -> None:
    """If no node were ready, nobody could learn."""
    found = Readiness(database=DatabaseState.WELL, media_writable=False, media_elsewhere=True)

    assert found.ready
    assert found.parts["media"] == "not writable"
