"""The blueprint that all of the participant's pages hang on."""

from flask import Blueprint

bp = Blueprint("study", __name__)
