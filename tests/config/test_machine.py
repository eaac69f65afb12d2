"""Is a machine that drafts translations off unless it is named, and named wholly, safely and without a secret seen?"""

from pathlib import Path

import pytest

from training.config import ConfigurationFault, TranslationMachine

LIBRE = {"TRAINING_MACHINE": "libretranslate", "TRAINING_MACHINE_ADDRESS": "https://translate.example.eu/"}
COMMISSION = {"TRAINING_MACHINE": "etranslation", "TRAINING_MACHINE_USER": "inducci"}


def test_nothing_drafts_unless_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("hush hush\n")

    assert TranslationMachine.from_environment({}) is None
    libre = TranslationMachine.from_environment(LIBRE)
    assert libre == TranslationMachine(kind="libretranslate", address="https://translate.example.eu")
    assert libre.host == "translate.example.eu"
    commission = TranslationMachine.from_environment(COMMISSION | {"TRAINING_MACHINE_PASSWORD_FILE": str(file)})
    assert commission is not None
    assert commission.address == "https://language-tools.ec.europa.eu/etranslation/api"
    assert commission.password == "hush hush"
    assert "hush" not in repr(commission)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"TRAINING_MACHINE": "babelfish"}, "write libretranslate or etranslation"),
        (COMMISSION, "TRAINING_MACHINE_PASSWORD"),
        (LIBRE | {"TRAINING_MACHINE_KEY_FILE": "/nowhere/at/all"}, "TRAINING_MACHINE_KEY_FILE"),
        (LIBRE | {"TRAINING_MACHINE_ADDRESS": ""}, "is no address"),
        (LIBRE | {"TRAINING_MACHINE_ADDRESS": "https://[half"}, "is no address"),
        (LIBRE | {"TRAINING_MACHINE_ADDRESS": "https://me:hush@translate.example.eu"}, "is no address"),
        (LIBRE | {"TRAINING_MACHINE_ADDRESS": "http://translate.example.eu"}, "does not begin with https://"),
    ],
)
def test_what_is_wrong_is_said_without_a_secret(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationFault, match=said) as caught:
        TranslationMachine.from_environment(wrong)

    assert "hush" not in str(caught.value)
