"""Do captions come in as they were written, and out as a player reads them?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.films import film
from training.content.files.captions import cues_in, vtt
from training.foundation.errors import Refused

VTT = """WEBVTT - the mill
Kind: captions

NOTE by hand
and by ear

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.500 line:0
<v Ana>This <i>was</i> a mill.
Nobody came.

01:02:03.250 --> 01:02:04.000
Rent &amp; heating &lt; 5 euro
"""
SRT = (
    "\ufeff1\r\n00:00:01,000 --> 00:00:03,500\r\n<b>Žofie</b> & 1 < 2\r\n\r\n2\r\n00:00:04,000 --> 00:00:05,000\r\n\r\n"
)


def test_webvtt_is_read() -> None:
    first, second = cues_in(VTT.encode())

    assert (first.key, first.start, first.end, first.text) == (
        "c1",
        "00:01.000",
        "00:03.500",
        "This was a mill.\nNobody came.",
    )
    assert (second.start, second.end, second.text) == ("01:02:03.250", "01:02:04.000", "Rent & heating < 5 euro")


def test_srt_is_read_and_an_empty_caption_waits_for_its_words() -> None:
    first, second = cues_in(SRT.encode())

    assert (first.start, first.end, first.text) == ("00:01.000", "00:03.500", "Žofie & 1 < 2")
    assert (second.start, second.text) == ("00:04.000", "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"WEBVTT\n\n00:01 --> 00:02\nA", 3),
        (b"WEBVTT\n\nwords without a time", 3),
        (b"1\n00:00:01,000 -> 00:00:02,000\nA", 2),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:02.000 --> 00:03.000\nB", 4),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff", 4),
        (b"one\ntwo\n00:01.000 --> 00:02.000", 2),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text: bytes, line: int) -> None:
    with pytest.raises(Refused, match="captions-unreadable") as refused:
        cues_in(text)
    assert refused.value.facts == {"line": line}


@pytest.mark.parametrize(("text", "code"), [(b"WEBVTT\n", "empty"), (b"", "empty"), (b"\n" * 2_000_000, "long")])
def test_nothing_and_too_much_are_refused(text: bytes, code: str) -> None:
    with pytest.raises(Refused, match=f"captions-{code}"):
        cues_in(text)


def test_what_is_written_is_read_again_and_marks_nothing() -> None:
    """An arrow or a tag in a text neither ends the caption nor shows in italics; what a draft lacks is left out."""
    made = film()

    written = vtt(made.cues)

    assert "&lt; 5 euro --&gt; cheap" in written
    assert cues_in(written.encode()) == made.cues
    assert vtt(film(cues=(made.cues[0].__class__(key="c", start="", end="", text=""),)).cues) == "WEBVTT\n"


@given(
    st.lists(
        st.sampled_from(["WEBVTT", "\n", "\r\n", "1", "00:01.000 --> 00:02.000", "-->", "<i", ">", "&#x", "NOTE "])
    )
)
def test_whatever_is_sent_is_read_or_refused_and_written_so_that_it_is_read_again(pieces: list[str]) -> None:
    try:
        cues = cues_in("".join(pieces).encode())
    except Refused:
        return
    whole = tuple(cue for cue in cues if cue.text)
    again = cues_in(vtt(whole).encode()) if whole else ()
    assert [(cue.start, cue.text) for cue in again] == [(cue.start, cue.text) for cue in whole]
