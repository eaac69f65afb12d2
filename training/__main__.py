"""What does `python -m training` do? The same as the `training` command."""

from training.cli import main

main(prog_name="training")
