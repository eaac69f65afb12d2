"""Which provider do people of the tests sign on by? A certified one, run by node and pinned by its digests."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.live import free_port
from tests.nodes import installed
from training.config import SignOn

FILES = Path(__file__).with_suffix("")
CLIENT_ID = "training"
SECRET = "a secret / with + signs: that need care"
# Read once: a browser does not read its certificates anew for every page either.
_TRUSTED = httpx.create_ssl_context()


class NoProvider(Exception):
    """The provider did not start; the message says what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RealProvider:
    """A provider that listens on this machine."""

    issuer: str
    accounts: Path

    def knows(self, subject: str, **claims: Any) -> str:
        """Let the provider know a person by these claims from now on, `amr` and `acr` included; return the subject."""
        known = json.loads(self.accounts.read_text())
        # In one step: the provider may read at any moment.
        fresh = self.accounts.with_suffix(".new")
        fresh.write_text(json.dumps(known | {subject: claims}))
        fresh.rename(self.accounts)
        return subject

    def settings(self, claims_file: Path | None = None) -> SignOn:
        """Return what a site needs to let people in by it."""
        return SignOn(
            issuer=self.issuer,
            client_id=CLIENT_ID,
            client_secret=SECRET,
            name="Office account",
            scopes="openid profile email work",
            claims_file=claims_file,
        )

    def answer(self, address: str, *, login: str, stop: bool = False) -> str:
        """Act as a browser at the provider, from the address of a sign-on to that to which it sends back."""
        with httpx.Client(base_url=self.issuer, follow_redirects=False, trust_env=False, verify=_TRUSTED) as browser:
            response = browser.get(address)
            while response.is_redirect and response.headers["location"].startswith(("/", self.issuer)):
                response = browser.get(response.headers["location"])
                if response.status_code == httpx.codes.OK:
                    data = {"login": login} | ({"stop": "yes"} if stop else {})
                    response = browser.post(response.url, data=data)
            return response.headers["location"]


@contextmanager
def provider(folder: Path, *, site: str = "https://localhost") -> Iterator[RealProvider]:
    """Run the provider for a site at this address."""
    port, accounts = free_port(), folder / "accounts.json"
    accounts.write_text("{}")
    described = {
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "redirect_uris": [f"{site}/sign-in/provider"],
        "post_logout_redirect_uris": [f"{site}/"],
        "backchannel_logout_uri": f"{site}/sign-in/provider/sign-out",
        "backchannel_logout_session_required": True,
    }
    made = RealProvider(issuer=f"http://127.0.0.1:{port}", accounts=accounts)
    settings = {"issuer": made.issuer, "port": port, "accounts": str(accounts), "clients": [described]}
    process = _start(settings)
    try:
        yield made
    finally:
        process.kill()
        process.communicate()


def _start(settings: Mapping[str, Any]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        ["node", str(installed(FILES) / "server.mjs")],
        env={"PATH": os.environ["PATH"], "PROVIDER": json.dumps(settings)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout or ():
        said.append(line)
        if line.startswith("listening"):
            return process
    raise NoProvider("the provider did not start:\n" + "".join(said)[-2000:])
