"""How were texts translated before, in any module: the same ones, and those that are alike?"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, and_, bindparam, select, text
from sqlalchemy.orm import Session

from training.content.models import ModuleRow
from training.content.rules.segments import text_digest
from training.foundation.db import rows
from training.translation.models import SourceText, Translation
from training.translation.rules.memory import SAME, Alike, Conditions, Wordlist, alike, wordlist_of, words_to_find
from training.translation.rules.truth import state_of

#: So many texts are compared with each source, those of the likeliest length.
CANDIDATES = 30
#: From so many texts it is learned which words are rare, and after so many searches anew.
_SAMPLE, _SEARCHES = 2000, 500
#: Fewer say nothing about all.
_TELLING = 200
#: Where the number of a source would stand in a row that belongs to the sample.
_OF_SAMPLE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A translation that stands in some module, for the same source text (score 100) or for one that is like it."""

    source: str
    text: str
    score: int
    module: str
    segment: str
    state: str
    origin: str


@dataclass(slots=True)
class _Learned:
    """How rare words are, as this process has learned it: by that searches are quick, and may miss what came since."""

    words: Wordlist
    searches_left: int = 0


_learned = _Learned(Wordlist())


def remembered(
    session: Session,
    sources: Sequence[str],
    *,
    source_language: str,
    language: str,
    limit: int = 3,
    least: int = 60,
) -> dict[str, list[Remembered]]:
    """What is remembered for each source text, the most alike first; two statements however many sources there are.

    Of translations of the same text those that a person has approved come first, then the newest ones. Whoever asks for
    at `least` 100 gets the same texts alone, with one statement and for a tenth of the price.
    """
    asked = [source for source in dict.fromkeys(sources) if source.strip()]
    languages = {"source_language": source_language, "language": language}
    near = _near(session, asked, **languages) if least < SAME else {source: {} for source in asked}
    found = {source: alike(source, near[source], limit=limit, least=least) for source in asked}
    for source in asked:
        found[source].insert(0, Alike(digest=text_digest(source), source=source, score=SAME))
    digests = {each.digest for known in found.values() for each in known}
    known = _translations(session, digests, **languages)
    return {source: _best(found.get(source, ()), known, limit) for source in sources}


def forget_words() -> None:
    """Forget how rare words are: for tests, whose rolled-back texts would make them rare or common."""
    _learned.words, _learned.searches_left = Wordlist(), 0


def near_statement(dialect_name: str) -> Executable:
    """The statement that finds candidates through the index of words, for whoever wants to see its plan."""
    return _near_on(dialect_name)


def asked_for(sources: Iterable[str], dialect_name: str) -> str:
    """Write as JSON by which words and of about which length candidates are looked for."""
    groups = ((words_to_find(source, _learned.words), len(source)) for source in sources)
    return json.dumps(
        [
            {"number": number, "words": _written(words, dialect_name), "length": length}
            for number, (words, length) in enumerate(groups)
            # Signs alone are in no index.
            if words
        ]
    )


def _near(session: Session, asked: Sequence[str], **languages: str) -> dict[str, dict[str, str]]:
    dialect_name = session.connection().dialect.name
    sample = _SAMPLE if _learned.searches_left <= 0 else 0
    given = {"asked": asked_for(asked, dialect_name), "most": CANDIDATES, "sample": sample}
    found: dict[str, dict[str, str]] = {source: {} for source in asked}
    sampled = {}
    for number, digest, words in rows(session, _near_on(dialect_name), **given, **languages):
        if number == _OF_SAMPLE:
            sampled[words] = int(digest)
        else:
            found[asked[number]][digest] = words
    if sample:
        # Of few texts there is nothing to learn, and every word may be looked for.
        is_told = len(sampled) >= _TELLING
        texts = _texts(max(sampled.values()), len(sampled)) if is_told else 0
        _learned.words = wordlist_of(sampled, texts) if is_told else Wordlist()
        _learned.searches_left = _SEARCHES
    _learned.searches_left -= 1
    return found


def _texts(last: int, found: int) -> int:
    """Tell how many texts there are, about, where so many of the numbers asked for were found up to the last one.

    PostgreSQL leaves out numbers, many of them: also those of rows that were there already.
    """
    return max(found, last * found // min(_SAMPLE, last))


def _written(conditions: Conditions, dialect_name: str) -> str:
    """Write a query in the language of the index; words hold letters and digits only, and stand in quotes."""
    quote, both, one = ("'", " & ", " | ") if dialect_name == "postgresql" else ('"', " AND ", " OR ")
    written = ([f"{quote}{word}{quote}" for word in (first, *others)] for first, others in conditions)
    return one.join(f"({first}{both}({one.join(others)}))" if others else first for first, *others in written)


def _translations(session: Session, digests: Iterable[str], **languages: str) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    for row in rows(session, _known(), digests=sorted(digests), **languages):
        found.setdefault(row.source_digest, []).append(row)
    return found


def _best(alikes: Iterable[Alike], known: Mapping[str, list[Row[Any]]], limit: int) -> list[Remembered]:
    found: dict[tuple[str, str], Remembered] = {}
    for row, each in _ordered(alikes, known):
        # The same words in two modules are one suggestion.
        found.setdefault((row.source_digest, row.text), _remembered(row, each))
    return list(found.values())[:limit]


def _ordered(alikes: Iterable[Alike], known: Mapping[str, list[Row[Any]]]) -> Iterator[tuple[Row[Any], Alike]]:
    for each in alikes:
        yield from ((row, each) for row in known.get(each.digest, ()))


def _remembered(row: Row[Any], each: Alike) -> Remembered:
    return Remembered(
        source=each.source,
        text=row.text,
        score=each.score,
        module=row.key,
        segment=row.segment,
        state=state_of(reviewed=row.approved_at is not None, machine=row.origin == "machine"),
        origin=row.origin,
    )


@cache
def _known() -> Executable:
    columns = (Translation.source_digest, Translation.text, Translation.segment, Translation.origin)
    order = (Translation.approved_at.is_(None), Translation.translated_at.desc(), Translation.module_id)
    return (
        select(*columns, Translation.approved_at, ModuleRow.key)
        .join(SourceText, _of_source())
        .join(ModuleRow, ModuleRow.id == Translation.module_id)
        .where(Translation.source_digest.in_(bindparam("digests", expanding=True)))
        .where(Translation.language == bindparam("language"))
        .order_by(*order, Translation.segment)
    )


def _of_source() -> ColumnElement[bool]:
    in_language = SourceText.language == bindparam("source_language")
    return and_(SourceText.digest == Translation.source_digest, in_language)


#: Candidates share words with a source, are of its language, from half to twice as long, and are translated.
_WANTED = """source_text.language = :source_language
      AND length(source_text.text) BETWEEN asked.length / 2 AND asked.length * 2 + 10
      AND EXISTS (SELECT 1 FROM translation
        WHERE translation.source_digest = source_text.digest AND translation.language = :language)"""
_SAMPLED = """
UNION ALL
SELECT -1, CAST(last AS varchar(20)), text FROM source_text CROSS JOIN (SELECT max(id) AS last FROM source_text) AS ids
WHERE id IN (
    WITH RECURSIVE numbers (number) AS (
        SELECT 1 WHERE :sample > 0 UNION ALL SELECT number + 1 FROM numbers WHERE number < :sample
    )
    SELECT (SELECT max(id) FROM source_text) * numbers.number / :sample FROM numbers
)"""
_NEAR = {
    "postgresql": f"""
SELECT asked.number, near.digest, near.text
FROM json_to_recordset(CAST(:asked AS json)) AS asked (number int, words text, length int)
CROSS JOIN LATERAL (
    SELECT digest, text FROM source_text
    WHERE to_tsvector('simple', text) @@ CAST(asked.words AS tsquery) AND {_WANTED}
    ORDER BY abs(length(text) - asked.length), id LIMIT :most
) AS near {_SAMPLED}""",  # noqa: S608 (constants of this file)
    "sqlite": f"""
SELECT near.number, source_text.digest, source_text.text FROM (
    SELECT asked.number, source_text.id, row_number() OVER (
        PARTITION BY asked.number ORDER BY abs(length(source_text.text) - asked.length), source_text.id
    ) AS place
    FROM (
        SELECT value ->> 'number' AS number, value ->> 'words' AS words, value ->> 'length' AS length
        FROM json_each(:asked)
    ) AS asked
    CROSS JOIN source_text_index ON source_text_index MATCH asked.words
    CROSS JOIN source_text ON source_text.id = source_text_index.rowid
    WHERE {_WANTED}
) AS near CROSS JOIN source_text ON source_text.id = near.id
WHERE near.place <= :most {_SAMPLED}""",  # noqa: S608 (constants of this file)
}


@cache
def _near_on(dialect_name: str) -> Executable:
    return text(_NEAR[dialect_name])
