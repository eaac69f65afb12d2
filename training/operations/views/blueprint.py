"""Which blueprint do these addresses share?"""

from flask import Blueprint

pages = Blueprint("operations", __name__)
