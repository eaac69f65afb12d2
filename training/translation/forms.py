"""What does a translator type on the desk, and which button was pressed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from training.content.rules.segments import text_digest
from training.content.rules.texts import clean

Form = Mapping[str, Sequence[str]]
#: The texts of a form; each of them has fields named after its address.
AT = "at"
#: No page of the desk has more texts.
MOST = 50
_LONGEST_ADDRESS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields of one text (its address).

    `source_digest` is of the source that the form showed, `basis` of the translation that stood there (empty where none
    did), `offered` of what stood in the field when the form was opened. `reasons` say why a check is wrong, by check.
    """

    address: str
    text: str
    source_digest: str = ""
    basis: str = ""
    offered: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_changed(self) -> bool:
        """Whether somebody has typed something else than what was offered."""
        return bool(text_digest(clean(self.text)) != self.offered if self.text.strip() else self.offered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a button does: "save", "approve", "use" or "theirs" to one text, "save-all" or "approve-all" to the page.

    `digest` identifies the text that "use" puts into the field.
    """

    name: str
    address: str = ""
    digest: str = ""


def typed_of(form: Form) -> tuple[Typed, ...]:
    """Read every text of a form, in the order of the page."""
    addresses = [each for each in dict.fromkeys(form.get(AT, ())) if 0 < len(each) <= _LONGEST_ADDRESS]
    return tuple(_typed(form, address) for address in addresses[:MOST])


def act_of(value: str) -> Act:
    """Read what a button says: its name, and where it is about one text the address, a digest before it for "use"."""
    name, _, about = value.partition(":")
    digest, _, address = about.partition(":") if name == "use" else ("", "", about)
    return Act(name=name, address=address, digest=digest)


def fields_of(form: Form) -> dict[str, list[str]]:
    """Return what is kept of a form for its author who was signed out: only fields of texts that were changed."""
    kept: dict[str, list[str]] = {AT: []}
    for typed in typed_of(form):
        if typed.is_changed:
            kept[AT].append(typed.address)
            kept |= {name: list(form[name]) for name in form if _is_about(name, typed.address)}
    return kept


def _is_about(name: str, address: str) -> bool:
    """Tell whether a field is one of a text: "text:lesson/block/body", "reason:lesson/block/body:numbers"."""
    about = name.partition(":")[2]
    return about == address or about.startswith(f"{address}:")


def _typed(form: Form, address: str) -> Typed:
    def one(name: str) -> str:
        return next(iter(form.get(f"{name}:{address}", ())), "")

    prefix = f"reason:{address}:"
    reasons = {name.removeprefix(prefix): form[name][0] for name in form if name.startswith(prefix) and form[name]}
    told = {check: clean(reason) for check, reason in reasons.items() if reason.strip()}
    return Typed(
        address=address,
        text=one("text"),
        source_digest=one("source"),
        basis=one("basis"),
        offered=one("offered"),
        reasons=told,
    )
