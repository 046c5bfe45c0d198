"""The blueprint that all pages of certificates belong to."""

from flask import Blueprint

bp = Blueprint("credentials", __name__)
