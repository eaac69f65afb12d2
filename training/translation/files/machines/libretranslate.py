"""How is a server asked that speaks the LibreTranslate protocol? It answers at once, text for text."""

from typing import Any

from training.config import TranslationMachine
from training.translation.files.machines.asking import MachineAnswer, MachineOrder, NotDrafted, ask
from training.translation.rules.drafts import Failure

_WELL = 200


class LibreTranslate:
    """A LibreTranslate server, or another that speaks its protocol: POST /translate, errors as {"error": …}."""

    #: Servers limit a request to 2,000 characters or more, and what was drafted of an order is kept bit by bit.
    most = 2000

    def __init__(self, settings: TranslationMachine, *, patience: float) -> None:
        self._settings = settings
        self._patience = patience

    def translate(self, order: MachineOrder) -> MachineAnswer:
        """Translate texts; raise NotDrafted."""
        if not order.texts:
            return MachineAnswer(texts={})
        key = {"api_key": self._settings.key} if self._settings.key else {}
        between = {"source": order.source, "target": order.target, "format": "text"}
        said = {"q": list(order.texts.values()), **between, **key}
        status, answer = ask("POST", f"{self._settings.address}/translate", patience=self._patience, said=said)
        if status != _WELL or not isinstance(answer, dict):
            raise NotDrafted(_failure(answer))
        texts = answer.get("translatedText")
        if not isinstance(texts, list) or len(texts) != len(order.texts) or not all(isinstance(t, str) for t in texts):
            raise NotDrafted(Failure.NOT_UNDERSTOOD)
        return MachineAnswer(texts=dict(zip(order.texts, texts, strict=True)))

    def languages(self) -> frozenset[str] | None:
        """Answer with the languages (codes) that the server knows; raise NotDrafted."""
        status, answer = ask("GET", f"{self._settings.address}/languages", patience=self._patience)
        if status != _WELL or not isinstance(answer, list):
            raise NotDrafted(Failure.NOT_UNDERSTOOD)
        return frozenset(str(each.get("code")) for each in answer if isinstance(each, dict))


def _failure(answer: Any) -> Failure:
    """Tell from an error what it is about; its words are the server's, and are not kept."""
    said = str(answer.get("error", "")).lower() if isinstance(answer, dict) else ""
    if "not supported" in said or "not available" in said:
        return Failure.LANGUAGE
    if "limit" in said or "too long" in said:
        return Failure.TOO_MUCH
    return Failure.NOT_LET_IN if "key" in said else Failure.REFUSED
