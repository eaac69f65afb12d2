"""Does a translator find the texts that they look for, ten at a time and none twice?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from training.translation.rules.looking import ON_A_PAGE, STATES, TASK, Found, Looking, found_of

ORDER = [f"who/b{number}/body" for number in range(25)] + ["module/title"]
SOURCES = {address: f"Source of {address}" for address in ORDER}


def found(looking: Looking, states: dict[str, str] | None = None, **further: set[str]) -> Found:
    """Look for texts that are all missing unless `states` say otherwise."""
    known = dict.fromkeys(ORDER, "missing") | (states or {})
    by_state = {state: [each for each in ORDER if known[each] == state] for state in STATES}
    return found_of(looking, ORDER, SOURCES, known, by_state=by_state, **further)


def test_texts_are_chosen_by_state_lesson_and_words() -> None:
    states = {ORDER[3]: "stale", ORDER[4]: "reviewed"}
    assert found(Looking(state="stale"), states).addresses == (ORDER[3],)
    assert found(Looking(lesson="module")).addresses == ("module/title",)
    assert found(Looking(words="SOURCE OF WHO/B7/")).addresses == (ORDER[7],)
    assert found(Looking(words="zdroj"), saying={ORDER[8]}).addresses == (ORDER[8],)
    assert found(Looking(state=TASK), asked={ORDER[9]}).addresses == (ORDER[9],)
    counted = found(Looking(state="stale", lesson="who"), states, asked={ORDER[9], "module/title"}).counts
    assert counted == {"": 25, "missing": 23, "stale": 1, "machine": 0, "unreviewed": 0, "reviewed": 1, TASK: 1}


@settings(max_examples=25)
@given(st.lists(st.sampled_from(STATES), min_size=len(ORDER), max_size=len(ORDER)), st.sampled_from(("", *STATES)))
def test_going_on_and_back_shows_every_text_once(drawn: list[str], state: str) -> None:
    states = dict(zip(ORDER, drawn, strict=True))
    wanted = [address for address in ORDER if not state or states[address] == state]
    pages = [found(Looking(state=state), states)]
    while pages[-1].behind is not None:
        pages.append(found(Looking(state=state, after=pages[-1].behind), states))
    assert [address for page in pages for address in page.addresses] == wanted
    assert all(page.number == len(wanted) and len(page.addresses) <= ON_A_PAGE for page in pages)
    for page, before in zip(pages[1:], pages, strict=False):
        assert page.before is not None
        assert found(Looking(state=state, after=page.before), states) == before
    assert pages[0].before is None


def test_a_page_goes_on_behind_a_text_that_is_in_another_state_by_now() -> None:
    states = {ORDER[9]: "unreviewed"}
    going_on = found(Looking(state="missing", after=ORDER[9]), states)
    assert going_on.addresses[0] == ORDER[10]
    # An address that was never there begins at the beginning.
    assert found(Looking(after="who/gone/body")).addresses[0] == ORDER[0]
