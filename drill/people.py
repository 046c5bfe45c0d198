"""A participant of a drill: answers a test, and sends everything again until it was acknowledged."""

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from bench.stage import Person
from drill.forms import ItemForm, Pairs, read_form, with_origin

PATIENCE = 15
PAUSE = 0.2
LATER = frozenset({408, 425, 429})
STRAY_SHARE = 0.3
"""How often an old save arrives once more, after the newer one."""


class RefusedError(Exception):
    """The server refused what it should have taken."""


@dataclass(slots=True)
class Progress:
    """How far all people are together."""

    acknowledged: int = 0
    repeated: int = 0
    strays: int = 0
    longest: float = 0.0
    """Seconds that somebody has waited for an answer, at most."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """One more of something."""
        with self._lock:
            setattr(self, what, getattr(self, what) + 1)

    def waited(self, seconds: float) -> None:
        """Somebody got an answer after so long."""
        with self._lock:
            self.longest = max(self.longest, seconds)

    def longest_since(self) -> float:
        """The longest wait since this was last asked."""
        with self._lock:
            longest, self.longest = self.longest, 0.0
        return longest


@dataclass(slots=True)
class Participant:
    """One person with one browser."""

    person: Person
    port: int
    random: Random
    progress: Progress
    attempt_id: str = ""
    acknowledged: dict[int, Pairs] = field(default_factory=dict)
    """Position → the last answer that the server said it has."""
    _forms: dict[int, ItemForm] = field(default_factory=dict)
    _sequences: dict[int, int] = field(default_factory=dict)

    def take_test(self, slug: str, answers: int, item_count: int) -> None:
        """Start, answer question after question, hand in twice."""
        _body, where = self._until_answered("POST", f"/modules/{slug}/final-test/start", "", {303})
        self.attempt_id = where.split("/")[2]
        for number in range(answers):
            self._answer(1 + number % item_count, number)
        for _time in range(2):
            self._until_answered("POST", f"/attempts/{self.attempt_id}/submit", "", {303})

    def _answer(self, position: int, number: int) -> None:
        if position not in self._forms:
            page, _where = self._until_answered("GET", self._path(position), None, {200})
            self._forms[position] = read_form(page)
        form = self._forms[position]
        draft = form.filled_in(self.random, f"draft {number}")
        stray = self._save(position, draft)
        answer = form.filled_in(self.random, f"answer {number}")
        self._save(position, answer)
        self.acknowledged[position] = answer
        self.progress.count("acknowledged")
        if self.random.random() < STRAY_SHARE:
            self._send_stray(position, stray)

    def _save(self, position: int, pairs: Pairs) -> str:
        """Send an answer until it is acknowledged; gives the body that was sent first."""
        first = self._next_body(position, pairs)
        body = first
        while True:
            answer = self._try("POST", self._path(position), body)
            if answer is not None and answer[0] == 200:
                self._forms[position].origin["revision"] = str(json.loads(answer[1])["revision"])
                return first
            if answer is not None and answer[0] < 500 and answer[0] not in LATER:
                raise RefusedError(f"saving question {position}: {answer[0]} {answer[1][:200]}")
            self.progress.count("repeated")
            time.sleep(PAUSE)
            body = self._next_body(position, pairs)

    def _next_body(self, position: int, pairs: Pairs) -> str:
        sequence = self._sequences[position] = self._sequences.get(position, 0) + 1
        return urlencode(with_origin(pairs, self._forms[position].origin, sequence))

    def _send_stray(self, position: int, body: str) -> None:
        self._until_answered("POST", self._path(position), body, {200})
        self.progress.count("strays")

    def _path(self, position: int) -> str:
        return f"/attempts/{self.attempt_id}/items/{position}"

    def _until_answered(self, method: str, path: str, body: str | None, wanted: set[int]) -> tuple[str, str]:
        while True:
            answer = self._try(method, path, body)
            if answer is not None and answer[0] in wanted:
                return answer[1], answer[2]
            if answer is not None and answer[0] < 500 and answer[0] not in LATER:
                raise RefusedError(f"{method} {path}: {answer[0]} {answer[1][:200]}")
            self.progress.count("repeated")
            time.sleep(PAUSE)

    def _try(self, method: str, path: str, body: str | None) -> tuple[int, str, str] | None:
        """Status, body and where to go next; None where nobody answered."""
        is_save = "/items/" in path and method == "POST"
        headers = self.person.headers if body is None else self.person.form_headers
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        began = time.monotonic()
        try:
            connection.request(
                method, path, body, {**headers, **({"Accept": "application/json"} if is_save else {})}
            )
            answer = connection.getresponse()
            self.progress.waited(time.monotonic() - began)
            return answer.status, answer.read().decode(), answer.getheader("Location") or ""
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
