"""What personal data the tables of quizzes hold, as their columns say it."""

RESULT = {"personal": "result of a final test"}
ANSWER = {"personal": "answer to a question"}
