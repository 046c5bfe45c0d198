"""The participant's pages: catalogue, module, lesson, dashboard, and why a percentage is what it is."""

from flask import Blueprint

bp = Blueprint("study", __name__)
