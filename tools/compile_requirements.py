"""Compile requirements*.in into hash-pinned requirements*.txt; with --check only tell whether they are in step.

The check needs no network: each .txt carries the fingerprint of the .in it was made of.
"""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("requirements", "requirements-dev")


def fingerprint(name):
    source = (ROOT / f"{name}.in").read_text()
    stated = [line.split("#")[0].strip() for line in source.splitlines()]
    digest = hashlib.sha256("\n".join(filter(None, stated)).encode())
    return f"# fingerprint of {name}.in: {digest.hexdigest()[:32]}"


def compile_one(name):
    options = ["--quiet", "--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-find-links"]
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(  # noqa: S603 - our own tool and file names
        [uv, "pip", "compile", *options, "--no-header", *sys.argv[1:], f"{name}.in", "-o", f"{name}.txt"],
        cwd=ROOT,
        check=True,
    )
    target = ROOT / f"{name}.txt"
    target.write_text(
        f"# Made by `make requirements`; do not edit.\n{fingerprint(name)}\n{target.read_text()}"
    )


def pins(name):
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / f"{name}.txt").read_text(), re.MULTILINE))


def problems():
    for name in NAMES:
        if fingerprint(name) not in (ROOT / f"{name}.txt").read_text():
            yield f"{name}.txt is not made of the present {name}.in: run `make requirements`."
    shop, dev = map(pins, NAMES)
    for package in sorted(shop.keys() & dev.keys()):
        if shop[package] != dev[package]:
            yield f"{package} is {shop[package]} in requirements.txt and {dev[package]} in requirements-dev.txt."


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        found = list(problems())
        print("\n".join(found) or "requirements are in step")
        sys.exit(bool(found))
    for each in NAMES:
        compile_one(each)
