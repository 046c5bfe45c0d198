"""The blueprint of this package; what its templates need everywhere."""

from flask import Blueprint

from lms.quiz import wording

bp = Blueprint("quiz", __name__)
# A global rather than a value of each page, so that templates can keep the macros that use it.
bp.record_once(lambda setup: setup.app.jinja_env.globals.update(quiz_words=wording))
