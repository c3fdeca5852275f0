"""The dialogues of the document about the interviewer are what it really says."""

import json
import re
from pathlib import Path

import pytest
from support.ruled import Watch, interviewer, text

from talkup_local.interview.opening import Kept, Opening

DOCUMENT = Path(__file__).parents[2] / "docs" / "interviewer.md"
DIALOGUE = re.compile(
    r"^<!-- (?P<given>\{[^\n]*\}) -->\n```text\n(?P<lines>.*?)\n```$", re.MULTILINE | re.DOTALL
)
FOUND = [(m["given"], m["lines"]) for m in DIALOGUE.finditer(DOCUMENT.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("given", "lines"), FOUND, ids=range(len(FOUND)))
def test_a_dialogue_is_held_as_it_is_written(given, lines):
    wishes = json.loads(given)
    days = wishes.get("keeps_days")
    watch = Watch()
    who = interviewer(
        wishes.get("language", "en"),
        wishes.get("questions"),
        watch=watch,
        opening=Opening(keeps=Kept(days=days) if days else None, ask=wishes.get("ask", False)),
        minutes=wishes.get("minutes", 0),
        role=wishes.get("role", ""),
    )
    turn = who.greeting()
    for line in lines.splitlines():
        speaker, said = line.split(": ", 1)
        if speaker == "interviewer":
            assert text(turn) == said
            who.advance(turn)
            continue
        if minutes := re.search(r"\d+", speaker):
            watch.elapsed_s = 60.0 * int(minutes[0])
        turn = who.decide(said)


def test_there_are_dialogues_in_both_languages():
    assert len(FOUND) == 3
    assert sum("Bonjour" in lines for _, lines in FOUND) == 1
