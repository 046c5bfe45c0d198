"""A PostgreSQL server of the test run's own: started in a temporary folder, removed at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.support.ports import free_port

SYSTEM_FOLDERS = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")


def find_binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None where PostgreSQL is not installed."""
    for folder in SYSTEM_FOLDERS:
        for found in sorted(Path(folder).glob("*/bin/initdb"), reverse=True):
            return found.parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@dataclass(slots=True)
class Server:
    """A running server."""

    binaries: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Address of the server for SQLAlchemy, without the database's name."""
        return f"postgresql+psycopg://campus@127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Stop and remove it."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        subprocess.run(_as_other_user(command), check=True, capture_output=True)


def start(binaries: Path) -> Server:
    """Make and start a server; data need not survive anything, so nothing is flushed."""
    folder = Path(tempfile.mkdtemp(prefix="campus-postgresql-"))
    if os.geteuid() == 0:
        folder.chmod(0o755)
        shutil.chown(folder, "postgres", "postgres")
    server = Server(binaries=binaries, folder=folder, port=free_port())
    data = str(folder / "data")
    server._run("initdb", "-D", data, "-U", "campus", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = (
        f"-p {server.port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    )
    server._run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    return server


def _as_other_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package makes a user for it."""
    if os.geteuid() != 0:
        return command
    pwd.getpwnam("postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
