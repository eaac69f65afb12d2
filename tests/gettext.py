"""What does gettext's own `msgfmt` say of a catalogue?"""

import subprocess
from pathlib import Path

from tests import debian


def complaints(catalogue: Path) -> str:
    """Return what `msgfmt` finds wrong with a catalogue; nothing where it is right."""
    program = debian.find("msgfmt", package="gettext")
    command = [program, "--check", "--check-format", "--output-file=-", str(catalogue)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    said = done.stderr.decode().strip()
    return said or ("" if done.returncode == 0 else f"msgfmt ended with {done.returncode}")
