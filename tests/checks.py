"""Is everything as agreed that needs no running site? `make check`: one line a check, exit code 1 for any fault."""

import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import catalogues, vulnerabilities

ROOT = Path(__file__).parents[1]
LOCKS = {"requirements.lock": ("build",), "requirements-test.lock": ("build", "test")}
_ENOUGH = 60
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ;[^\\]*)? \\$", re.MULTILINE)
_NOT_OURS = {"build", "var", "node_modules", "vendor", "test-results", "__pycache__"}
_HIDDEN_BUT_OURS = {".ci", ".gitignore"}
_TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".yaml",
    ".toml",
    ".md",
    ".json",
    ".svg",
    ".po",
    ".typ",
    ".lock",
    ".cfg",
    ".mako",
    "",
}
_A_MACHINE = re.compile(r"(?<![\w./-])/(?:root|work|home/\w+|Users/\w+)/\w")
#: In the name of the machine; "registry" ends a name of XML as well, the others also stand behind the machine.
_A_REGISTRY = re.compile(
    r"https?://(?:[^/\s\"'<>]*registry|[^\s\"'<>]*(?:pypi|pythonhosted|npmjs|artifactory|nexus))", re.IGNORECASE
)


def main() -> int:
    """Run every check, two at a time, and return the exit code."""
    with ThreadPoolExecutor(2) as pool:
        running = [(name, pool.submit(_timed, check)) for name, check in checks().items()]
        results = [_told(name, *future.result()) for name, future in running]
    return 0 if all(results) else 1


def checks() -> dict[str, Callable[[], list[str]]]:
    """Name every check; each returns what it found, which is nothing when all is well."""
    here = Path(sys.executable).parent
    python = sys.executable
    return {
        "types": partial(_tool, here / "mypy"),
        "format": partial(_tool, here / "ruff", "format", "--check", "-q"),
        "style": partial(_tool, here / "ruff", "check", "-q", "--output-format", "concise"),
        "contracts": partial(_tool, here / "lint-imports", "--no-logo"),
        "templates": partial(_tool, here / "djlint", "training/templates", "--lint", "--quiet"),
        "catalogues": lambda: list(catalogues.faults()),
        "courses": partial(_tool, python, "-m", "training", "courses", "check"),
        "locks": lambda: list(lock_faults()),
        "dependencies": vulnerabilities.faults,
        "files": _file_faults,
    }


def lock_faults() -> Iterator[str]:
    """Name what the locks miss: a dependency, a pin in its range, a hash; both locks pin the same."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = {name: dict(_pins(ROOT / name)) for name in LOCKS}
    for name, extras in LOCKS.items():
        lines = [
            *project["dependencies"],
            *(line for extra in extras for line in project["optional-dependencies"][extra]),
        ]
        yield from missing_in_lock(name, lines, pins[name])
        yield from (f"{name}: {pin} has no hash" for pin in _without_hash(ROOT / name))
    run, test = pins.values()
    yield from (f"{pin} is {run[pin]} and {test.get(pin)}" for pin in run if run[pin] != test.get(pin))


def missing_in_lock(lock: str, wanted: Iterable[str], pins: Mapping[str, str]) -> Iterator[str]:
    """Name each wanted package that a lock does not pin to a version in its range."""
    for requirement in map(Requirement, wanted):
        version = pins.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            yield f"{lock}: {requirement} is locked as {version}: run make locks"


def own_files() -> Iterator[Path]:
    """List the text files of the project, those of others left out."""
    for path in sorted(ROOT.rglob("*")):
        foreign = any(map(_is_foreign, path.relative_to(ROOT).parts))
        if path.is_file() and not foreign and path.suffix in _TEXT:
            yield path


def faults_in_text(name: str, text: str) -> Iterator[str]:
    """Name what binds a file to one machine, and what another editor would change at once."""
    for number, line in enumerate(text.splitlines(), 1):
        if _A_MACHINE.search(line):
            yield f"{name}:{number} names a folder of one machine"
        if _A_REGISTRY.search(line):
            yield f"{name}:{number} names the host of a registry"
    if "\r" in text:
        yield f"{name} has line ends of Windows"
    if text and not text.endswith("\n"):
        yield f"{name} does not end its last line"


def _file_faults() -> list[str]:
    files = [(path.relative_to(ROOT).as_posix(), path.read_bytes().decode()) for path in own_files()]
    return [fault for name, text in files for fault in faults_in_text(name, text)]


def _is_foreign(name: str) -> bool:
    made = name in _NOT_OURS or name.endswith(".egg-info")
    return made or (name.startswith(".") and name not in _HIDDEN_BUT_OURS)


def _pins(lock: Path) -> Iterator[tuple[str, str]]:
    return ((canonicalize_name(name), version) for name, version in _PIN.findall(lock.read_text()))


def _without_hash(lock: Path) -> list[str]:
    blocks = re.split(r"\n(?=\S)", lock.read_text())
    return [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]


def _tool(*command: object) -> list[str]:
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    return (done.stdout + done.stderr).strip().splitlines() or [f"exit code {done.returncode}"]


def _timed(check: Callable[[], list[str]]) -> tuple[str, list[str], float]:
    """Run a check; what could not be looked at is neither well nor a fault, and is said."""
    started = time.perf_counter()
    try:
        found = check()
    except vulnerabilities.Unanswered as reason:
        return "unknown", [str(reason)], time.perf_counter() - started
    return "failed" if found else "ok", found, time.perf_counter() - started


def _told(name: str, verdict: str, found: list[str], seconds: float) -> bool:
    print(f"{name:<13}{verdict:<8}{seconds:5.1f} s", flush=True)  # noqa: T201 (its purpose)
    for line in found[:_ENOUGH]:
        print(f"    {line}", flush=True)  # noqa: T201 (its purpose)
    if len(found) > _ENOUGH:
        print(f"    … and {len(found) - _ENOUGH} more", flush=True)  # noqa: T201 (its purpose)
    return verdict != "failed"


if __name__ == "__main__":
    sys.exit(main())
