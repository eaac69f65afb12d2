"""Is a file found that no block of a module shows?"""

from dataclasses import replace

from tests.modules import module_value
from training.content.rules.fault import MENDS
from training.content.rules.faults import faults
from training.content.rules.findings import unused_findings
from training.content.rules.module import Medium


def test_a_file_that_nobody_sees_is_found_and_hinders_nothing() -> None:
    value = module_value()
    more = replace(value, media=(*value.media, Medium(name="spare.svg", digest="d")))

    assert list(unused_findings(value)) == []
    assert [(found.file, found.weight) for found in unused_findings(more)] == [("media/spare.svg", MENDS)]
    assert faults(more) == faults(value)
