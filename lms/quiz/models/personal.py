"""What personal data the tables of quizzes hold, as their columns say it."""

RESULT = {"personal": "result of a final test"}
ANSWER = {"personal": "answer to a question"}
LANGUAGE = {"personal": "language of a final test"}
EXTRA_TIME = {"personal": "extra time for final tests"}
EXTRA_TRY = {"personal": "further try at a final test"}
WORK = {"personal": "work handed in for an assignment"}
JUDGEMENT = {"personal": "how work was judged, and by whom"}
