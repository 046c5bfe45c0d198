"""Pages that show something under way and come again by themselves, without a script."""

from flask import Response, request


def renew(response: Response, seconds: int) -> None:
    """Let the browser open this page again.

    With its address: browsers renew no page that was opened at one of its parts (`#main`) without.
    """
    here = request.full_path if request.query_string else request.path
    response.headers["Refresh"] = f"{seconds}; url={here}"
