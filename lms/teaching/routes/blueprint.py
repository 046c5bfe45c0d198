"""The blueprint that all pages of the trainer's desk hang on."""

from flask import Blueprint

bp = Blueprint("teaching", __name__)
