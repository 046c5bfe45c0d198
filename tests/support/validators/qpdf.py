"""qpdf: is the file put together as a PDF is, and does every stream of it decode?"""

from pathlib import Path

from tests.support.validators.programs import need, run, said


def problems(file: Path) -> list[str]:
    """Its errors and warnings."""
    need("qpdf", "qpdf")
    done = run(["qpdf", "--check", str(file)])
    return [] if done.returncode == 0 and b"WARNING" not in done.stderr else said(done).splitlines()
