"""Reads the tables that say who gets where. They are meant for people: `#` begins a remark, blanks part the cells."""

from dataclasses import dataclass
from pathlib import Path

from tests.admin.matrix.world import ON_DUTY

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """`subject` is a model's label, `deed` what is done with it: "see", "action publish_chosen" …"""

    subject: str
    deed: str
    cells: dict[str, str]

    def __str__(self):
        return f"{self.subject}: {self.deed}"


def admin_table():
    """The rows of admin.txt; a line that begins in the first column names the subject of those below."""
    roles, *lines = _lines("admin.txt")
    assert roles.split() == list(ON_DUTY)
    subject, rows = "", []
    for line in lines:
        if not line.startswith(" "):
            subject = line.strip()
            continue
        words = line.split()
        deed, cells = words[: -len(ON_DUTY)], words[-len(ON_DUTY) :]
        rows.append(Row(subject, " ".join(deed), dict(zip(ON_DUTY, cells, strict=True))))
    return rows


def shop_table():
    """The rows of shop.txt as (address, method, {visitor: status})."""
    head, *lines = _lines("shop.txt")
    visitors = head.split()
    for line in lines:
        name, method, *cells = line.split()
        yield name, method, dict(zip(visitors, map(int, cells), strict=True))


def _lines(name):
    for line in (HERE / name).read_text().splitlines():
        line = line.partition("#")[0].rstrip()
        if line:
            yield line
