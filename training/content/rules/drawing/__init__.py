"""How is a diagram drawn from its words? Boxes, strokes and lines of text with their places; no colour, no markup."""
