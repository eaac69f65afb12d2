"""Has everything that is counted a name and a meaning, the same in pages, files and the interface?"""

from typing import Any

from flask.testing import FlaskClient

from training.foundation.languages import LANGUAGES
from training.foundation.pages import plain_environment
from training.reporting.rules import cells
from training.reporting.rules.cells import ALL, LANGUAGE, LESSON, ROUND, ROUNDS
from training.reporting.rules.lines import STOCKS
from training.reporting.rules.releases import GROUP_FIGURES
from training.reporting.rules.years import STARTED

_KINDS = (LANGUAGE, ROUND, LESSON)


def test_every_measure_and_figure_has_a_name_and_a_meaning(client: FlaskClient) -> None:
    public = {name: value for name, value in vars(cells).items() if name.isupper() and not name.startswith("_")}
    constants = {value for value in public.values() if isinstance(value, str)}
    wanted = (constants - {ALL, *_KINDS}) | {STARTED, *GROUP_FIGURES}
    assert set(STOCKS) < wanted

    with client.application.app_context():
        for language in LANGUAGES:
            said: Any = plain_environment(language).get_template("reporting/_words.html").module
            assert set(said.labels) == set(said.meanings) == wanted
            assert all([*said.labels.values(), *said.meanings.values()])
            assert len(set(said.labels.values())) == len(wanted)
            assert set(said.rounds) == set(ROUNDS)
            assert {f"{kind}:" for kind in said.kinds} == set(_KINDS)
