"""What is translated in the journey of the translators? A module about a bridge, and what becomes of its texts."""

from typing import Any

from sqlalchemy.orm import Session

from tests import make
from tests.modules import DAY, final
from training.authoring.actions.publishing import publish, withdraw
from training.content.rules.blocks import TextBlock
from training.content.rules.module import CompletionRule, Lesson, Module
from training.content.rules.segments import segments
from training.foundation.clock import now
from training.translation.actions.revising import keep_sources

#: The texts that change hands: what was published of the bridge, and how it was translated.
TITLE, PAST, TODAY, ASK = (f"who/{each}" for each in ("past/title", "past/body", "today/body", "ask/body"))
SOURCES = {
    TITLE: "The old bridge",
    PAST: "The bridge was built in 1998. Every day 340 people walk across it.",
    TODAY: "The bridge needs a new use. Rooms stand empty under it.",
    ASK: "Ask the people who live near the river. They know what the street needs.",
}
SLOVENE = {
    TITLE: "Stari most",
    PAST: "Most je bil zgrajen leta 1998. Vsak dan ga prečka 340 ljudi.",
    TODAY: "Most potrebuje novo vlogo. Prostori pod njim so prazni.",
    ASK: "Vprašajte ljudi, ki živijo ob reki. Vedo, kaj ulica potrebuje.",
}
#: Slovene is worked on; Italian is held back.
INTO, HELD = "sl", "it"
#: One sentence of two is another: a year stands in it now, which the first translation lacks.
NEW = "The bridge was built in 1998 and renewed in 2021. Every day 340 people walk across it."
FAULTY = "Most je bil zgrajen leta 1998 in pozneje obnovljen. Vsak dan ga prečka 340 ljudi."
MENDED = "Most je bil zgrajen leta 1998 in obnovljen leta 2021. Vsak dan ga prečka 340 ljudi."
THEIRS = "Most so zgradili leta 1998 in ga prenovili leta 2021. Vsak dan gre čez 340 ljudi."
BETTER = "Most so zgradili leta 1998, leta 2021 pa so ga obnovili. Vsak dan ga prečka 340 ljudi."
WHY = "The year is told in the next lesson."
UNSENT = "Most potrebuje nov namen. Prostori pod njim so prazni."
UNSAVED = "Vprašajte tiste, ki živijo blizu reke. Vedo, kaj ulica potrebuje."
TITLES = ("Most od nekdaj", "Most, ki ga vsi poznajo")
FROM_FILE = "Most čez reko"
SAME = "Ask the people who live near the river. They know what their street needs."


def begin(session: Session, key: str) -> None:
    """Publish a module about a bridge, whole and approved in Slovene and Italian."""
    value = _module(key)
    version = make.version(session, value)
    row = make.module(session, value)
    for address, source in segments(value):
        told: dict[str, Any] = {"segment": address, "source": source, "origin": "file", "approved_at": make.NOW}
        make.translation(session, row, text=SLOVENE.get(address, f"[sl] {source}"), language=INTO, **told)
        make.translation(session, row, text=f"[it] {source}", language=HELD, **told)
    keep_sources(session, "en", dict(segments(value)).values())
    publish(session, version, now=make.NOW)


def end(session: Session, key: str) -> None:
    """Take the module out of the catalogue again: others look at it as well."""
    person = make.person(session, role=None)
    withdraw(session, key, reason="It was for one journey.", person_id=person.id, now=now())


def _module(key: str) -> Module:
    blocks = (
        TextBlock(key="past", title=SOURCES[TITLE], body=SOURCES[PAST], as_of=DAY),
        TextBlock(key="today", body=SOURCES[TODAY]),
        TextBlock(key="ask", body=SOURCES[ASK]),
    )
    lesson = Lesson(key="who", title="The bridge", minutes=5, objectives=("sort", "count"), blocks=blocks)
    rule = CompletionRule(read=("who",), passed=("final-test",))
    told: dict[str, Any] = {
        "lessons": (lesson, final()),
        "completion": rule,
        "statements": (),
        "glossary": (),
        "media": (),
    }
    return make.module_value(key, region="linz", title=f"A bridge ({key})", **told)
