"""Which Flask extensions are in use? Objects only; `app.py` binds them."""

from hashlib import sha256
from inspect import iscoroutinefunction

from flask.sansio.app import App
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Session


class Database(SQLAlchemy):
    """Flask-SQLAlchemy-Lite without its asynchronous half, which nobody here uses.

    It would end every request in an event loop made for it: 1.2 ms where a page costs 0.8.
    """

    def init_app(self, app: App) -> None:
        """Bind to an application, and take away what waits for asynchronous sessions."""
        super().init_app(app)
        ends = app.teardown_appcontext_funcs
        ends[:] = [end for end in ends if not iscoroutinefunction(end)]

    def reports_session(self) -> Session:
        """Open a session of its own for a long reading, at the standby where there is one; whoever asks closes it."""
        engine = self.engines.get("reports")
        return self.sessionmaker() if engine is None else Session(engine, expire_on_commit=False)


class SignedSessions(SecureCookieSessionInterface):
    """Flask's sessions, signed by SHA-256 where Flask still takes SHA-1."""

    digest_method = staticmethod(sha256)


# A request is one transaction; nothing is read again after its commit.
db = Database(session_options={"expire_on_commit": False})
login = LoginManager()
csrf = CSRFProtect()
# Only routes that ask for a limit have one: a global limiter would cost every page.
limiter = Limiter(get_remote_address)
