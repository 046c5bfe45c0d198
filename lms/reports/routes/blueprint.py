"""The blueprint that all pages of figures hang on."""

from flask import Blueprint

bp = Blueprint("reports", __name__)
