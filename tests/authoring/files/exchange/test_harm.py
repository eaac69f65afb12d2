"""Is a file that could do harm refused before anything in it is looked at?"""

import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests.kinds import every_kind
from training.authoring.files.exchange import read, recognised, write
from training.authoring.rules.exchange import Verdict
from training.foundation.errors import Refused

_BOMB = (
    b'<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<quiz><question><name><text>&b;</text></name></question></quiz>"
)
_OUTWARD = b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz><question>&a;</question></quiz>'


def package(**files: bytes) -> bytes:
    """Make a package; two underscores in a name are a slash, one a point."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def named(name: str, content: bytes = b"", *, mode: int = 0o644) -> bytes:
    """Make a package with one file of a name that no package has."""
    made = BytesIO()
    entry = ZipInfo(name)
    entry.external_attr = mode << 16
    with ZipFile(made, "w") as archive:
        archive.writestr(entry, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "why", "line"),
    [
        (_BOMB, "declarations", 2),
        (_OUTWARD, "declarations", 1),
        (_BOMB.decode().encode("utf-16"), "declarations", 2),
        (b"<quiz>\n<question></quiz>", "malformed", 2),
        (b"<quiz>" + b"<a>" * 5000, "too-large", 0),
        (b"<quiz></quiz>", "nothing", 0),
        (b"<quiz>" + b'<question type="x"/>' * 2001 + b"</quiz>", "too-many", 0),
        (b'<?xml version="1.0" encoding="utf-7"?><quiz></quiz>', "encoding", 0),
        (b"<quiz>\n\xff</quiz>", "encoding", 2),
        (b"<questestinterop></questestinterop>", "qti-1", 0),
        (named("../up.xml"), "outside", 0),
        (named("/root.xml"), "outside", 0),
        (named("c:\\up.xml"), "outside", 0),
        (named("link.xml", b"/etc/passwd", mode=stat.S_IFLNK | 0o777), "linked", 0),
        (package(imsmanifest_xml=b" " * 30_000_000), "too-large", 0),
        (package(other_xml=b"<a/>"), "manifest-missing", 0),
        (package(imsmanifest_xml=b"<manifest/>"), "nothing", 0),
        (b"PK\x03\x04 and nothing more", "malformed", 0),
    ],
)
def test_it_is_refused_with_the_reason_and_the_line(content: bytes, why: str, line: int) -> None:
    with pytest.raises(Refused) as refusal:
        read(content, likely="en")

    assert refusal.value.code == "file-unreadable"
    assert (refusal.value.facts["why"], refusal.value.facts["line"]) == (why, line)


def test_one_broken_item_does_not_spoil_the_others() -> None:
    """Each question of a package is a file of its own."""
    with ZipFile(BytesIO(write(every_kind()[:3], format="qti", language="en"))) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    files["items/0001-single.xml"] = b"<qti-assessment-item>"
    del files["items/0003-true-false.xml"]
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)

    broken, sound, missing = read(made.getvalue(), likely="en").questions

    assert [remark.code for remark in broken.remarks] == ["file-unreadable"]
    assert (sound.verdict, sound.question) == (Verdict.TAKEN, every_kind()[1])
    assert [remark.code for remark in missing.remarks] == ["item-missing"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- one --><quiz/>", "moodle"),
        ("<quiz/>".encode("utf-16"), "moodle"),
        ("<quiz/>".encode("utf-16-le"), "moodle"),
        (b'<q:assessmentItem xmlns:q="x"/>', "qti"),
        (b"<html></html>", None),
        (b"Which?\nA) one\nB) two\nANSWER: A", "aiken"),
        (b"Which? {=one ~two}", "gift"),
        (b"%PDF-1.7", None),
    ],
)
def test_the_kind_is_told_from_the_content(content: bytes, kind: str | None) -> None:
    assert recognised(content) == kind
