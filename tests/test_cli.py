"""Does every command explain itself?"""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from training.cli import main

HERE = click.Context(main)


def commands(group: click.Group, *words: str) -> Iterator[tuple[str, ...]]:
    """List every command by the words that lead to it."""
    for name in group.list_commands(HERE):
        command = group.get_command(HERE, name)
        assert command is not None
        assert command.name == name
        yield (*words, name)
        if isinstance(command, click.Group):
            yield from commands(command, *words, name)


@pytest.mark.parametrize("words", [(), *commands(main)], ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*words, "--help"])

    assert done.exit_code == 0
    assert done.output.startswith("Usage:")


def test_the_commands_are_those_of_the_handbook() -> None:
    found = {" ".join(words) for words in commands(main)}

    assert {"demo", "serve", "db upgrade", "db check", "person add"} <= found
    assert {"courses check", "courses import", "courses export", "courses plan"} <= found
