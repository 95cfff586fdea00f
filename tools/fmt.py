"""`make fmt`: have the tools lay out the code; what they cannot mend they name."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUFF = Path(sys.executable).with_name("ruff")

if __name__ == "__main__":
    subprocess.run([RUFF, "format", "."], cwd=ROOT, check=True)
    sys.exit(subprocess.run([RUFF, "check", "--fix", "."], cwd=ROOT).returncode)
