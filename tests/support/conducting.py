"""An interviewer that asks question after question, and nothing else: for what is kept."""

from talkup_local.dialogue.interviewer import Draft, FixedDraft, Interviewer, Position
from talkup_local.interview.history import History
from talkup_local.interview.plan import InterviewPlan

GOODBYE = "That was the last one. Goodbye!"
BACK = "Welcome back."


class PlainInterviewer(Interviewer):
    """Asks the questions of its plan in their order."""

    def __init__(self, plan: InterviewPlan, _interview_id: str = "") -> None:
        self.plan, self.at = plan, 0

    @property
    def language(self):
        return self.plan.language

    @property
    def kind(self):
        return self.plan.kind

    @property
    def finished(self) -> bool:
        return self.at >= len(self.plan.questions)

    @property
    def position(self) -> Position:
        if self.finished:
            return Position(step="close")
        return Position(question_id=self.plan.questions[self.at].id, step="ask")

    @property
    def asked(self) -> str:
        """What is being asked."""
        return GOODBYE if self.finished else self.plan.questions[self.at].text

    def greet(self) -> Draft:
        return FixedDraft((self.asked,))

    def reply(self, heard: str, history: History) -> Draft:
        following = self.plan.questions[self.at + 1 :]
        return FixedDraft((following[0].text if following else GOODBYE,), self._go_on)

    def welcome_back(self) -> Draft:
        return FixedDraft((BACK, self.asked))

    def save(self) -> bytes:
        return str(self.at).encode()

    def restore(self, saved: bytes) -> None:
        self.at = int(saved)

    def _go_on(self) -> None:
        self.at += 1
