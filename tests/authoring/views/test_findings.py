"""Are findings said in the reader's language, with their weight as a word?"""

from collections.abc import Callable

from flask import Flask

from training.content.rules.fault import Place
from training.foundation import pages

PLACE = Place(file="module.yaml")
ASKED = '{% from "authoring/_findings.html" import findings_of %}{{ findings_of(found) }}'


def _page(make_app: Callable[[str], Flask], *found: object, asked: str = ASKED) -> str:
    app = make_app("sqlite://")
    with app.app_context():
        return pages.environment("en").from_string(asked).render(found=found)


def test_a_finding_says_how_heavy_it_is_what_is_wrong_and_what_to_do(make_app: Callable[[str], Flask]) -> None:
    page = _page(
        make_app,
        PLACE.fault("“%(key)s” is <bad>", "Mend %(key)s", key="<b>"),
        PLACE.mend("Right", "Wrong"),
        PLACE.advise("Long", "Short"),
    )

    assert page.count('<li class="finding') == 3
    assert "<strong>Mend before publishing:</strong> “&lt;b&gt;” is <bad>.</p>" in page
    assert "<p>What to do: Mend &lt;b&gt;.</p>" in page
    assert page.index("Mend before publishing") < page.index("Better mend:") < page.index("Advice:")


def test_nothing_to_mend_is_nothing_to_say(make_app: Callable[[str], Flask]) -> None:
    assert _page(make_app).strip() == ""


def test_a_finding_may_name_its_place(make_app: Callable[[str], Flask]) -> None:
    """Where a whole folder is told about."""
    page = _page(make_app, PLACE.inside("sort").fault("p", "r"), asked=ASKED.replace("(found)", "(found, placed=true)"))

    assert '<p translate="no"><code>module.yaml: sort</code></p>' in page
