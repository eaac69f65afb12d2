"""What could have happened? A seeded history of invented people who learn, as rows for the tables of facts."""

from training.reporting.rules.histories.lives import AT_ONCE, History
from training.reporting.rules.histories.shapes import COLUMNS, Amount, Course, Exam, Office, Row, Rows

__all__ = ["AT_ONCE", "COLUMNS", "Amount", "Course", "Exam", "History", "Office", "Row", "Rows"]
