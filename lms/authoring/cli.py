"""The command that shows an author's folder in the browser."""

import os
from ipaddress import ip_address
from pathlib import Path

import click
from werkzeug.serving import make_server

from config import ROOT
from lms.authoring.folder import AuthorFolder, NothingToShowError
from lms.authoring.preview import Preview
from lms.authoring.site import create_site

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _loopback(context: click.Context, parameter: click.Parameter, host: str) -> str:
    """Refuse addresses that other machines can reach: the preview shows answer keys to anyone."""
    if host == "localhost":
        return host
    try:
        if ip_address(host).is_loopback:
            return host
    except ValueError:
        pass
    raise click.BadParameter("The preview shows answer keys; it listens on this machine only: 127.0.0.1")


@click.command()
@click.argument("folder", type=_FOLDER, default=Path("courses"))
@click.option("--host", default="127.0.0.1", callback=_loopback, help="Loopback address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8010, help="Port; 0 takes any free one.")
def preview(folder: Path, host: str, port: int) -> None:
    """Show FOLDER as learners will see it, with its problems; follows every save.

    FOLDER is a programme, a module of one, or any folder of modules. Needs no database and no account.
    """
    try:
        shown = Preview(AuthorFolder.at(folder))
    except NothingToShowError as error:
        raise click.ClickException(str(error)) from None
    site = create_site(shown, fonts=_build_folder() / "fonts", host=host)
    server = make_server(host, port, site, threaded=True)
    name = f"[{host}]" if ":" in host else host
    click.echo(f"Preview of {folder}: http://{name}:{server.port}/   (end with Ctrl+C)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo()


def _build_folder() -> Path:
    return Path(os.environ.get("CAMPUS_DATA") or ROOT / "instance") / "build"
