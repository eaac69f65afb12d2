"""How do the seven regions look as a file?"""

from collections.abc import Collection
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml

from training.accounts.rules import Partner, RegionEntry

_FIELDS = {"key", "names", "countries", "languages", "time_zone", "partners"}


class RegionsFault(Exception):
    """The file of regions cannot be used; the message says where and what to do, all faults at once."""


def read_regions(path: Path, *, languages: Collection[str] = ()) -> list[RegionEntry]:
    """Read `regions.yaml`, or raise RegionsFault; every region must be named in all these languages."""
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
    except OSError as fault:
        raise RegionsFault(f"{path}: cannot be read ({fault.strerror}). It names the seven regions.") from fault
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise RegionsFault(f"{path}: is not YAML in UTF-8: {fault}") from fault
    if not isinstance(entries, list) or not entries:
        raise RegionsFault(f"{path}: is not a list of regions. Begin each with “- key: …”.")
    faults = [fault for number, entry in enumerate(entries, 1) for fault in _faults(entry, number, languages)]
    if faults:
        raise RegionsFault("\n".join(f"{path}: {fault}" for fault in faults))
    return [_entry(entry) for entry in entries]


def _faults(entry: Any, number: int, languages: Collection[str]) -> list[str]:
    if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
        return [f"region {number} has no key. Give it one, in quotes if it is a number."]
    where = f"region “{entry['key']}”"
    return [
        *(f"{where} lacks “{name}”. Add it." for name in sorted(_FIELDS - entry.keys())),
        *(f"{where} has an unknown field “{name}”. Remove it." for name in sorted(map(str, entry.keys() - _FIELDS))),
        *_name_faults(entry, where, languages),
        *_list_faults(entry, where, languages),
    ]


def _name_faults(entry: dict[str, Any], where: str, languages: Collection[str]) -> list[str]:
    faults = []
    for field in ("names", "countries"):
        texts = entry.get(field)
        if not isinstance(texts, dict):
            faults.append(f"{where}, “{field}”: is not a list of languages with a name each.")
            continue
        faults += [
            f"{where}, “{field}”: has no name in “{language}”. Add it."
            for language in languages
            if not isinstance(texts.get(language), str)
        ]
    return faults


def _list_faults(entry: dict[str, Any], where: str, languages: Collection[str]) -> list[str]:
    spoken, partners = entry.get("languages"), entry.get("partners")
    faults = []
    if not isinstance(spoken, list) or not spoken or (languages and not set(map(str, spoken)) <= set(languages)):
        faults.append(f"{where}, “languages”: write codes such as [de].")
    if entry.get("time_zone") not in available_timezones():
        faults.append(f"{where}, “time_zone”: write its name, such as Europe/Prague.")
    if not isinstance(partners, list) or not all(map(_is_partner, partners)):
        faults.append(f"{where}, “partners”: give each a key and a name.")
    return faults


def _is_partner(partner: Any) -> bool:
    return isinstance(partner, dict) and partner.keys() == {"key", "name"} and all(map(_is_text, partner.values()))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _entry(entry: dict[str, Any]) -> RegionEntry:
    return RegionEntry(
        key=entry["key"],
        names=dict(entry["names"]),
        countries=dict(entry["countries"]),
        languages=tuple(entry["languages"]),
        time_zone=entry["time_zone"],
        partners=tuple(Partner(key=partner["key"], name=partner["name"]) for partner in entry["partners"]),
    )
