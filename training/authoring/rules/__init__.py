"""What may an author do with a module, and what follows?"""

from training.authoring.rules.importing import (
    EDITOR,
    FILE,
    Differences,
    Import,
    LanguagePlan,
    Plan,
    Saved,
    differences,
    import_action,
    planned,
    version_to_publish,
)

__all__ = [
    "EDITOR",
    "FILE",
    "Differences",
    "Import",
    "LanguagePlan",
    "Plan",
    "Saved",
    "differences",
    "import_action",
    "planned",
    "version_to_publish",
]
