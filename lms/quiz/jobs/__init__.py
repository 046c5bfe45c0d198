"""What the worker does for tests, assignments and the daily review."""

from lms.core.jobs import Jobs
from lms.quiz.jobs.attempts import ExpiredAttempts
from lms.quiz.jobs.cards import VanishedQuestions
from lms.quiz.jobs.regrades import go_on_with_regrades
from lms.quiz.jobs.submissions import OrphanedFiles, release_abandoned


def register_jobs(jobs: Jobs) -> None:
    """Add the sweeps of this package."""
    jobs.register("expired attempts", ExpiredAttempts())
    jobs.register("abandoned markings", release_abandoned)
    jobs.register("orphaned files", OrphanedFiles())
    jobs.register("vanished questions", VanishedQuestions())
    jobs.register("regrades", go_on_with_regrades)
