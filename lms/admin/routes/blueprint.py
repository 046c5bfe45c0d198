"""The blueprint that all pages of the owner's desk hang on."""

from flask import Blueprint

bp = Blueprint("admin", __name__)
