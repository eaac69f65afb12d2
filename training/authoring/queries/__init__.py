"""What is there to edit, and what would an import change?"""

from training.authoring.queries.importing import Draft, draft, import_plan

__all__ = ["Draft", "draft", "import_plan"]
