"""How is a page of figures read?"""

import re


def words(page: str) -> str:
    """Take the text of a page, with single spaces."""
    (main,) = re.findall(r"<main.*?</main>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def row(page: str, number: int) -> list[str]:
    """Read a row of the table of questions."""
    (cells,) = re.findall(rf">Question {number}</a></th>(.*?)</tr>", page, re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", cell).strip(" \N{EN DASH}") for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)]
