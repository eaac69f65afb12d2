"""What is the least that a page can cost here? Plain Flask, Jinja and one ORM query, on the application's database.

The extension is the application's own `Database`: Flask-SQLAlchemy-Lite as it comes ends each request in an event loop
made for it, which would make the floor twice as high and every ratio look half as bad. What it costs is measured too.
"""

from flask import Flask, current_app, render_template
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from training.config import Config
from training.foundation.db import prepare, reads_only
from training.foundation.extensions import Database

ROWS = 20


class Base(DeclarativeBase):
    """The tables of the floor: not of the house, so no migration knows them."""


class Line(Base):
    """One of the rows that the page lists."""

    __tablename__ = "floor_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    words: Mapped[str]


db = Database()
as_it_comes = SQLAlchemy()


def lay(engine: Engine) -> None:
    """Make the table of the floor and its rows."""
    Base.metadata.create_all(engine)
    words = "A region learns what creative people need, and says so in a page of about this length. "
    with Session(engine) as session, session.begin():
        session.add_all(Line(id=number, title=f"Line {number}", words=words) for number in range(1, ROWS + 1))


def create_app(config: Config, *, extension: SQLAlchemy = db) -> Flask:
    """Make the smallest application with the application's own engine."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_ENGINES"] = {"default": config.engine_settings()}
    extension.init_app(app)
    with app.app_context():
        prepare(extension.engine)
    app.add_url_rule("/hello", view_func=hello)
    app.add_url_rule("/page", view_func=page)
    return app


def hello() -> str:
    """Say hello."""
    return "Hello"


def page() -> str:
    """List the rows."""
    reads_only(True)  # noqa: FBT003 (as the gate of the application says for every GET)
    extension: SQLAlchemy = current_app.extensions["sqlalchemy"]
    lines = extension.session.scalars(select(Line).order_by(Line.id).limit(ROWS)).all()
    return render_template("floor.html", lines=lines)
