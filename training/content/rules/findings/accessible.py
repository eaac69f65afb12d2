"""Can somebody follow who hears a page, or sees it on a phone? Text alternatives, headings, links and tables."""

import re
from collections.abc import Iterator
from itertools import pairwise

from training.content.rules.blocks import Block, Diagram, Picture, TextBlock
from training.content.rules.fault import Fault, Place
from training.content.rules.findings.places import place_of
from training.content.rules.module import Lesson, Module
from training.content.rules.segments import segments

#: How a text alternative begins that says what everybody is told anyway: that there is a picture.
_PICTURE_OF = re.compile(
    r"(?:an? |the )?(?:picture|image|photo|photograph|graphic|illustration)s? (?:of|showing|that shows)\b"
    r"|(?:ein |eine |das |die )?(?:bild|foto|abbildung|grafik|illustration) (?:von|vom|des|der|einer|eines|mit|zeigt)\b"
    r"|(?:das |dieses )?(?:bild|foto) zeigt\b|auf dem (?:bild|foto)\b"
    r"|(?:obrázek|fotografie|fotka|snímek|ilustrace)\b|na (?:obrázku|fotografii|snímku)\b"
    r"|(?:obraz|obrazek|zdjęcie|fotografia|ilustracja|grafika)\b|na (?:obrazku|zdjęciu|fotografii)\b"
    r"|(?:un[ao]? |un['\u2019]|la |l['\u2019])?(?:immagine|foto|fotografia|figura|illustrazione)"
    r" (?:di|del|dell['\u2019]?|della|dello|che|con)\b"
    r"|(?:slika|fotografija|ilustracija|posnetek)\b|na (?:sliki|fotografiji|posnetku)\b"
    r"|(?:een |de )?(?:foto|afbeelding|plaatje|illustratie) (?:van|met|waarop)\b|op de (?:foto|afbeelding)\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\S+\.(?:svg|png|jpe?g|webp|gif)|(?:img|dsc|image|bild|foto|scan)[-_ ]?[0-9]+", re.IGNORECASE)
_NOTATION = re.compile(r"[#|<\[]|^ {0,3}(?:==|--)", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)|^ {0,3}\S.*\n {0,3}(?:={2,}|-{2,})[ ]*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|<(https?://[^>\s]+)>")
_BARE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
#: Words of a link that say nothing where links are read out one after the other.
_SAYS_NOTHING = frozenset(
    {
        *("", "here", "click here", "link", "this link", "this page", "more", "read more", "website"),
        *("hier", "hier klicken", "klicken sie hier", "dieser link", "diese seite", "mehr", "weiterlesen", "webseite"),
        *("zde", "klikněte zde", "odkaz", "tento odkaz", "tato stránka", "více", "číst více", "web"),
        *("tu", "tutaj", "kliknij tutaj", "ten link", "ta strona", "więcej", "czytaj więcej", "strona"),
        *("qui", "clicca qui", "questo link", "questa pagina", "di più", "leggi di più", "sito"),
        *("tukaj", "kliknite tukaj", "povezava", "ta povezava", "ta stran", "več", "preberite več", "stran"),
        *("klik hier", "deze link", "deze pagina", "meer", "lees meer", "pagina"),
    }
)
_HEAD_OF_A_TABLE = re.compile(r"^ {0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
#: So many columns stand on a phone beside one another.
MOST_COLUMNS = 4
#: So many words are read without a title; a second passage of that length needs one.
LONG_PASSAGE = 80


def accessible_findings(module: Module) -> Iterator[Fault]:
    """Find what somebody would miss who listens to a page, goes through its links, or has a narrow screen."""
    for lesson in module.lessons:
        for block in lesson.blocks:
            yield from _of_alternative(place_of(f"{lesson.key}/{block.key}"), block)
        yield from _of_untitled(lesson)
    for address, text in segments(module):
        # Most texts hold nothing of the notation.
        if _NOTATION.search(text):
            yield from _of_text(place_of(address), text)


def _of_text(place: Place, text: str) -> Iterator[Fault]:
    if _HEADING.search(text):
        problem = "A heading is written into the text, where learners do not see it as one"
        yield place.mend(problem, "Give a block a title instead: it becomes the heading")
    yield from _of_links(place, text)
    yield from _of_tables(place, text)


def _of_alternative(place: Place, block: Block) -> Iterator[Fault]:
    if not isinstance(block, Picture | Diagram) or not block.alt:
        return
    beside = block.caption if isinstance(block, Picture) else block.title
    if beside and _plain(block.alt) == _plain(beside):
        remedy = "Tell what the picture tells: who hears the page hears the same words twice now"
        yield place.mend("The text alternative says the same as the words beside it", remedy)
    if _FILE_NAME.fullmatch(block.alt.strip()):
        yield place.mend("The text alternative is the name of a file", "Tell what the picture tells")
    elif _PICTURE_OF.match(block.alt):
        remedy = "Begin with what it tells: that it is a picture is said already"
        yield place.mend("The text alternative begins by saying that there is a picture", remedy)


def _of_untitled(lesson: Lesson) -> Iterator[Fault]:
    for before, after in pairwise(lesson.blocks):
        if _is_long(before) and isinstance(after, TextBlock) and _is_long(after) and not after.title:
            problem = "A long passage without a title follows another long one"
            yield place_of(f"{lesson.key}/{after.key}").mend(problem, "Give it a title, so that readers find their way")


def _of_links(place: Place, text: str) -> Iterator[Fault]:
    for words, address in _LINK.findall(text):
        said = words or address
        if _plain(words) in _SAYS_NOTHING and not address:
            problem, remedy = "The link “%(words)s” does not say where it leads", "Let its words name what is there"
            yield place.mend(problem, remedy, words=said)
        elif _BARE.fullmatch(said.strip()):
            problem, remedy = "The link “%(words)s” is a bare address", "Let its words name what is there"
            yield place.mend(problem, remedy, words=said)


def _of_tables(place: Place, text: str) -> Iterator[Fault]:
    lines = text.splitlines()
    heads = [line for line, after in pairwise(lines) if "|" in line and _is_delimiter(after)]
    for line in heads:
        cells = _cells(line)
        if not all(cells):
            problem = "A column of the table has nothing at its head"
            yield place.mend(problem, "Write into the first row what stands in each column")
        if len(cells) > MOST_COLUMNS:
            problem, remedy = (
                "The table is wider than a phone shows: it has %(columns)s columns",
                "Have at most %(most)s",
            )
            yield place.mend(problem, remedy, columns=len(cells), most=MOST_COLUMNS)
    rows = [line for line in lines if line.strip().startswith("|") and line.strip().endswith("|")]
    if rows and not heads:
        remedy = "Write under the first row a row of “|---|---|”"
        yield place.mend("A table has no head, so it is shown as plain text", remedy)


def _is_delimiter(line: str) -> bool:
    return "-" in line and _HEAD_OF_A_TABLE.match(line) is not None


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _is_long(block: Block) -> bool:
    return isinstance(block, TextBlock) and len(block.body.split()) >= LONG_PASSAGE


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
