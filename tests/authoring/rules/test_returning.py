"""Does what somebody deleted come back whole, under the key that learners know?"""

import pytest

from tests import make
from training.authoring.rules.returning import put_back
from training.authoring.rules.structure import added, removed
from training.authoring.rules.units import unit_of
from training.foundation.errors import Refused


@pytest.mark.parametrize(
    "address", ["module/sort", "module/levy", "who", "final", "who/hook", "who/who-quiz/who-single"]
)
def test_a_unit_comes_back_with_all_that_lay_inside_it(address: str) -> None:
    module = make.module_value()
    unit = unit_of(module, address)
    returned, where = put_back(removed(module, address), address, unit)
    assert where == address
    assert unit_of(returned, address) == unit


def test_a_key_that_is_taken_by_now_stays_with_what_has_it() -> None:
    module = make.module_value()
    grown, where = added(module, "who", "text")
    key = where.rpartition("/")[2]
    lost = unit_of(grown, where)
    again, taken = added(removed(grown, where), "who", "text")
    assert taken == where
    returned, elsewhere = put_back(again, where, lost)
    assert elsewhere != where
    assert {key, elsewhere.rpartition("/")[2]} <= {block.key for block in unit_of(returned, "who").blocks}


def test_nothing_comes_back_where_its_place_is_gone() -> None:
    module = make.module_value()
    sources = unit_of(module, "who/sources")
    with pytest.raises(Refused, match="unit-gone"):
        put_back(removed(module, "who"), "who/hook", unit_of(module, "who/hook"))
    with pytest.raises(Refused, match="unit-gone"):
        put_back(module, "who/sources", sources)
