"""What the environment says about the simulator."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
KEY_WITHOUT_ACCOUNT = "SB-Mid-server-simulator"
SANDBOX_KEY = re.compile(r"SB-Mid-server-[\w-]+")
TRUE = {"1", "true", "yes", "on", "y", "ok"}
# Midtrans: "HTTP notification, retries": five at most, after these minutes. Here a minute lasts a second unless told.
RETRY_MINUTES = (2, 10, 30, 90, 210)


class Refusal(Exception):
    """The simulator does not start; says why in one line."""


@dataclass(frozen=True)
class Options:
    host: str
    port: int
    var_dir: Path
    server_key: str
    notification_url: str
    retry_seconds: tuple[float, ...]
    public_url: str

    @property
    def state_file(self) -> Path:
        """One per port, so that two simulators beside each other do not send each other's notifications."""
        return self.var_dir / f"midtrans-simulator-{self.port}.sqlite3"

    @property
    def allowed_hosts(self) -> list[str]:
        """Names it answers to: anybody may let a name of theirs point to this machine, and a browser would follow."""
        return ["127.0.0.1", "localhost", self.host, urlsplit(self.public_url).hostname or ""]


def read(environment) -> Options:
    """Raises Refusal for what the simulator must not or cannot do."""
    if environment.get("MIDTRANS_IS_PRODUCTION", "").lower() in TRUE:
        raise Refusal("The Midtrans simulator does not start: MIDTRANS_IS_PRODUCTION is on.")
    key = environment.get("MIDTRANS_SERVER_KEY") or KEY_WITHOUT_ACCOUNT
    if not SANDBOX_KEY.fullmatch(key):
        raise Refusal("The Midtrans simulator does not start: MIDTRANS_SERVER_KEY is no sandbox key.")
    shop_port = _port(environment, "PORT", 8000)
    port = _port(environment, "SIMULATOR_PORT", shop_port + 1)
    return Options(
        host=environment.get("SIMULATOR_HOST") or "127.0.0.1",
        port=port,
        var_dir=Path(environment.get("VAR_DIR") or ROOT / "var").resolve(),
        server_key=key,
        notification_url=environment.get("SIMULATOR_NOTIFICATION_URL")
        or f"http://127.0.0.1:{shop_port}/pembayaran/midtrans/notifikasi/",
        retry_seconds=_retries(environment.get("SIMULATOR_RETRY_SECONDS") or "1"),
        public_url=(environment.get("SIMULATOR_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
    )


def _port(environment, name, default):
    try:
        port = int(environment.get(name) or default)
    except ValueError:
        port = 0
    if not 0 < port < 65536:
        raise Refusal(f"The Midtrans simulator does not start: {name} is no port number.")
    return port


def _retries(text):
    """ "0.5": seconds that stand for a minute of Midtrans. "1,2,3": the seconds before each retry."""
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = (-1.0,)
    if not all(0 <= number < float("inf") for number in numbers):
        raise Refusal("The Midtrans simulator does not start: SIMULATOR_RETRY_SECONDS takes 1 or 2,10,30.")
    return numbers if "," in text else tuple(minutes * numbers[0] for minutes in RETRY_MINUTES)
