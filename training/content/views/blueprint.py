"""What do all addresses of content share? The blueprint."""

from flask import Blueprint

pages = Blueprint("content", __name__)
