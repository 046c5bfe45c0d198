"""The settings of the running application, for the floors above."""

from typing import cast

from flask import current_app

from config import Settings


def settings() -> Settings:
    """How this installation is set up."""
    return cast(Settings, current_app.config["CAMPUS"])
