"""Is the file of regions read without trust, and is the real one complete?"""

from pathlib import Path

import pytest

from training.accounts.files import RegionsFault, read_regions
from training.accounts.rules import Partner
from training.foundation.languages import LANGUAGES

REAL = Path(__file__).parents[2] / "courses" / "regions.yaml"
ONE = """\
- key: linz
  names: {en: Linz, de: Linz}
  countries: {en: Austria, de: Österreich}
  languages: [de]
  time_zone: Europe/Vienna
  partners:
  - {key: creative-region, name: Creative Region}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of a file."""
    return tmp_path / "regions.yaml"


def test_a_region_is_read(path: Path) -> None:
    path.write_text(ONE)

    (linz,) = read_regions(path, languages=("en", "de"))

    assert (linz.key, linz.names["en"], linz.countries["de"]) == ("linz", "Linz", "Österreich")
    assert linz.languages == ("de",)
    assert linz.partners == (Partner(key="creative-region", name="Creative Region"),)


def test_the_seven_regions_are_complete_and_in_the_order_of_the_project() -> None:
    regions = read_regions(REAL, languages=LANGUAGES)

    keys = [region.key for region in regions]
    assert keys == ["chemnitz", "linz", "sokolov", "bielsko", "padova", "gorenjska", "limburg"]
    assert all(region.partners for region in regions)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("de: Linz}", "}", "region “linz”, “names”: has no name in “de”. Add it."),
        ("countries:", "lands:", "region “linz” lacks “countries”. Add it."),
        ("countries:", "lands:", "region “linz” has an unknown field “lands”. Remove it."),
        ("[de]", "[de, fr]", "“languages”: write codes"),
        ("[de]", "[]", "“languages”: write codes"),
        ("name: Creative Region", "town: Linz", "“partners”: give each a key and a name."),
        ("Europe/Vienna", "Europe/Wien", "“time_zone”: write its name"),
        ("key: linz", "key: 7", "region 1 has no key"),
        ("- key: linz", "- [", "is not YAML"),
        (ONE, "just words", "is not a list of regions"),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_remedy(path: Path, before: str, after: str, says: str) -> None:
    path.write_text(ONE.replace(before, after))

    with pytest.raises(RegionsFault) as caught:
        read_regions(path, languages=("en", "de"))

    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_all_faults_are_named_at_once(path: Path) -> None:
    path.write_text(ONE.replace("[de]", "[]").replace("names:", "name:"))

    with pytest.raises(RegionsFault) as caught:
        read_regions(path, languages=("en", "de"))

    assert len(str(caught.value).splitlines()) == 4


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(RegionsFault, match=r"regions\.yaml: cannot be read \(No such file"):
        read_regions(path)
