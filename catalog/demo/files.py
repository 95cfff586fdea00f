"""Reading the CSV files of the demo, which lie in this folder unless another is named."""

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(cell: str) -> list[str]:
    """ "merah; emas" as a list."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def listed(cell: str) -> str:
    """ "merah; emas" as a person writes it: "merah, emas"."""
    return ", ".join(items(cell))


def yes(cell: str) -> bool | None:
    return {"y": True, "n": False}.get(cell)


def number(cell: str) -> int | None:
    return int(cell) if cell else None
