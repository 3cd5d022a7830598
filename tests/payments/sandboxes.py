"""The sandbox as tests handle it: by its address only."""

from dataclasses import dataclass
from typing import Any

import requests
import stripe

from tests.payments.spec import Judged

SECRET = "whsec_test"
KEY = "sk_test_sandbox"


@dataclass(frozen=True)
class StripeHere:
    """Where the sandbox is, and what the specification says of its traffic."""

    address: str
    judged: Judged

    def client(self, *, retries: int = 0) -> stripe.StripeClient:
        """Stripe's own SDK, pointed here."""
        return stripe.StripeClient(
            KEY, base_addresses={"api": self.address}, max_network_retries=retries
        )

    def fault(self, path: str, kind: str, **more: Any) -> None:
        """Something goes wrong with the next requests there."""
        self._post("/faults", path=path, kind=kind, **more)

    def happen(self, session_id: str, act: str) -> None:
        """Somebody pays, declines, lets the time run out."""
        self._post(f"/sessions/{session_id}/{act}")

    def be_well(self) -> None:
        """Nothing goes wrong any more."""
        requests.delete(f"{self.address}/_sandbox/faults", timeout=5).raise_for_status()

    def fail_refund(self, refund_id: str) -> None:
        """The bank sends back what was on its way."""
        self._post(f"/refunds/{refund_id}/fail")

    def asked(self, path: str = "/v1", method: str = "POST") -> list[dict[str, Any]]:
        """What was asked there, oldest first."""
        every = requests.get(f"{self.address}/_sandbox/requests", timeout=5).json()
        return [one for one in every if one["method"] == method and one["path"].startswith(path)]

    def things(self, kind: str) -> dict[str, dict[str, Any]]:
        """The objects of a kind that the sandbox holds, to be meddled with."""
        sandbox: Any = self.judged.app
        found: dict[str, dict[str, Any]] = sandbox.extensions["sandbox"].accounts[""].things[kind]
        return found

    def events(self) -> list[dict[str, Any]]:
        """What has happened, oldest first."""
        url = f"{self.address}/v1/events?limit=100"
        answer = requests.get(url, headers={"Authorization": f"Bearer {KEY}"}, timeout=5)
        return list(reversed(answer.json()["data"]))

    def _post(self, path: str, /, **data: Any) -> None:
        url = f"{self.address}/_sandbox{path}"
        requests.post(url, data=data, timeout=5).raise_for_status()
