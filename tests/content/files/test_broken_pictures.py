"""Does a broken picture ever do more than say that it is broken?"""

import io
from random import Random

from PIL import Image

from tests.authoring.files.exchange.mutants import mutant
from tests.modules import PICTURE
from training.content.files.pictures import dangers, picture_type, re_encoded, sanitised
from training.foundation.errors import Refused

SVG, PNG = "image/svg+xml", "image/png"
TIMES = 1500


def _png() -> bytes:
    target = io.BytesIO()
    Image.effect_mandelbrot((24, 24), (-2, -1, 1, 1), 20).save(target, "PNG")
    return target.getvalue()


def test_a_broken_png_is_refused_or_made_anew() -> None:
    whole, random, refused = _png(), Random(1), 0  # noqa: S311 (nothing is protected)
    for _ in range(TIMES):
        broken = mutant(whole, random)
        if picture_type(broken) != PNG:
            refused += 1
            continue
        try:
            made = re_encoded(broken, PNG)
        except Refused:
            refused += 1
        else:
            assert picture_type(made.content) == made.type
    assert TIMES / 4 < refused < TIMES


def test_a_broken_drawing_is_refused_or_harmless() -> None:
    whole, random, refused = PICTURE, Random(2), 0  # noqa: S311 (likewise)
    for _ in range(TIMES):
        broken = mutant(whole, random)
        try:
            made, _ = sanitised(broken)
        except Refused:
            refused += 1
        else:
            assert (dangers(made), picture_type(made)) == ([], SVG)
    assert TIMES / 20 < refused < TIMES
