"""Which modules, versions, publications, pictures and texts not yet saved are there?"""

from training.content.queries.drafts import VersionMark, latest_mark, module_in, module_of_version
from training.content.queries.keeping import kept_texts, own_kept_text
from training.content.queries.publications import (
    Published,
    changed_lessons,
    current_publication_id,
    current_publications,
    forget_publications,
    latest_publication,
    latest_version,
    localised,
    media_by_digest,
    module_row,
    modules,
    published,
    region_of_module,
    version_by_digest,
    versions,
)

__all__ = [
    "Published",
    "VersionMark",
    "changed_lessons",
    "current_publication_id",
    "current_publications",
    "forget_publications",
    "kept_texts",
    "latest_mark",
    "latest_publication",
    "latest_version",
    "localised",
    "media_by_digest",
    "module_in",
    "module_of_version",
    "module_row",
    "modules",
    "own_kept_text",
    "published",
    "region_of_module",
    "version_by_digest",
    "versions",
]
