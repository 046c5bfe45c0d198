"""Put a specimen to all validators: `.venv/bin/python -m tests.support.validators FOLDER`."""

import os
import sys
from pathlib import Path

from tests.support.validators.sample import verdicts

os.environ.pop("CI", None)  # what is missing is told here, and is no failure
failures = 0
for title, problems in verdicts(Path(sys.argv[1])):
    is_missing = bool(problems) and problems[0].startswith("(")
    failures += bool(problems) and not is_missing
    print(f"{'missing' if is_missing else 'REFUSED' if problems else 'accepted':9}{title}")
    for line in problems:
        print(f"         {line}")
sys.exit(1 if failures else 0)
