"""What is kept of quizzes, as tables: a file for each noun."""

from lms.quiz.models.attempts import Attempt, AttemptItem
from lms.quiz.models.cards import CardSource, ReviewCard
from lms.quiz.models.extra_time import Accommodation
from lms.quiz.models.gains import LearningGain
from lms.quiz.models.markings import Marking
from lms.quiz.models.polls import PollTally
from lms.quiz.models.regrades import Regrade, RegradedAttempt
from lms.quiz.models.self_checks import SelfCheckAnswer
from lms.quiz.models.statistics import StatisticCount, StatisticSum
from lms.quiz.models.submissions import Submission, SubmissionFile, SubmissionGrade
from lms.quiz.models.tries import ExtraTry
from lms.quiz.rules.kinds import FINAL_TEST

__all__ = [
    "FINAL_TEST",
    "Accommodation",
    "Attempt",
    "AttemptItem",
    "CardSource",
    "ExtraTry",
    "LearningGain",
    "Marking",
    "PollTally",
    "Regrade",
    "RegradedAttempt",
    "ReviewCard",
    "SelfCheckAnswer",
    "StatisticCount",
    "StatisticSum",
    "Submission",
    "SubmissionFile",
    "SubmissionGrade",
]
