"""Which drawing does a diagram become, and do its words fit into it?"""

from training.content.rules.blocks import COMPARISON, FORMS, Diagram
from training.content.rules.drawing.groups import draw_actors, draw_comparison, draw_timeline
from training.content.rules.drawing.parts import LANE, NARROW
from training.content.rules.drawing.shapes import PADDING, Sheet
from training.content.rules.drawing.steps import draw_cycle, draw_process
from training.content.rules.drawing.words import DETAIL, LABEL, text_width


def drawn(diagram: Diagram, width: float) -> Sheet:
    """Draw a diagram so wide; every word of it stands in the drawing."""
    sheet = Sheet(width=width)
    match diagram.form:
        case "process":
            draw_process(sheet, diagram.parts)
        case "cycle":
            draw_cycle(sheet, diagram.parts)
        case "actors":
            draw_actors(sheet, diagram.parts)
        case "timeline":
            draw_timeline(sheet, diagram.parts)
        case _:
            draw_comparison(sheet, diagram.parts)
    return sheet


def can_be_drawn(diagram: Diagram) -> bool:
    """Tell whether there is something to draw: one that is being written may have no parts, or unequal columns."""
    columns = {len(part.points) for part in diagram.parts}
    return diagram.form in FORMS and bool(columns) and (diagram.form != COMPARISON or len(columns) == 1)


def words_too_long(diagram: Diagram) -> list[str]:
    """List the words of a diagram that would stick out of its boxes on a narrow page."""
    room = NARROW - LANE - 2 - 2 * PADDING
    found = []
    for part in diagram.parts:
        found += [word for word in part.label.split(" ") if text_width(word, LABEL) > room]
        smaller = [part.detail or "", *(point.text for point in part.points)]
        found += [word for text in smaller for word in text.split(" ") if text_width(word, DETAIL) > room]
    return found
