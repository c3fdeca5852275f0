"""What the demo's candidate says: scripted answers, or recordings from a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import Samples
from talkup_local.config.model import Language
from talkup_local.errors import ConfigError
from talkup_local.interview.plan import InterviewPlan

AUDIO_SUFFIXES: Final = frozenset({".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aiff"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the candidate says next.

    text: the words, None when nobody knows them; where "…" stands, the candidate looks for
    words. samples: a recording, int16, shape (n,), 16 kHz mono; None when the text is to be
    spoken by a voice.
    """

    text: str | None
    samples: Samples | None = field(default=None, repr=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """The text between the pauses."""
        return tuple(part.strip() for part in (self.text or "").split("…") if part.strip())

    @property
    def words(self) -> str | None:
        """The text without the pauses, None when nobody knows it."""
        return None if self.text is None else " ".join(self.parts)


_SCRIPTS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "introduction": "I work as a support engineer for a small company that makes software "
        "for libraries. I came to it … through a training course after school.",
        "motivation": "I like to solve problems together with other people, and I enjoy "
        "explaining … technical things in simple words.",
        "achievement": "Last year I built a booking system for our training rooms. I talked to "
        "the trainers first, and … then I wrote a small prototype in two weeks.",
        "strengths": "My colleagues come to me when a customer is angry. I listen first, and "
        "… then I explain what we can do today.",
        "teamwork": "We were a team of five people. I planned the work and … I tested the new "
        "software before every release.",
        "organisation": "I write everything down in the morning, and … I do the most important "
        "task first.",
        "learning": "I had to learn a new database in a few days. I read the manual, and "
        "… I asked an experienced colleague for help.",
        "difficulty": "Our server broke down on a Friday evening. I found the reason in the log "
        "files, and … we were back before Monday.",
        "feedback": "My manager told me that my reports were too long. Now I begin every report "
        "with … a short summary.",
        "future": "I would like to lead a small team and … to work more closely with our "
        "customers.",
    },
    "fr": {
        "introduction": "Je travaille comme technicien dans une petite entreprise qui fait des "
        "logiciels pour les bibliothèques. J'y suis arrivé … après une formation.",
        "motivation": "J'aime résoudre des problèmes avec d'autres personnes, et … expliquer des "
        "choses techniques avec des mots simples.",
        "achievement": "L'année dernière, j'ai construit un système de réservation pour nos "
        "salles de formation. J'ai d'abord parlé avec … les formateurs.",
        "strengths": "Mes collègues viennent me voir quand un client est en colère. J'écoute, "
        "et … ensuite j'explique ce que nous pouvons faire.",
        "teamwork": "Nous étions une équipe de cinq personnes. J'ai organisé le travail et … j'ai "
        "testé le nouveau logiciel.",
        "organisation": "Le matin, j'écris tout sur une feuille et … je commence par la tâche la "
        "plus importante.",
        "learning": "J'ai dû apprendre une nouvelle base de données en quelques jours. J'ai lu "
        "le manuel et … j'ai demandé de l'aide.",
        "difficulty": "Notre serveur est tombé en panne un vendredi soir. J'ai trouvé la raison "
        "dans … les journaux.",
        "feedback": "Mon responsable m'a dit que mes rapports étaient trop longs. Maintenant je "
        "commence par … un résumé.",
        "future": "J'aimerais diriger une petite équipe et … travailler avec nos clients.",
    },
}

_FOLLOW_UPS: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": (
        "I was responsible for the whole design, and I presented it to the team every week.",
        "The hardest part was the time, so we left out everything that was not necessary.",
        "In the end the customers were happy, and we still use it every day.",
        "I learned that it is better to ask early than to guess.",
    ),
    "fr": (
        "J'étais responsable de la conception, et je la présentais à toute l'équipe.",
        "Le plus difficile était le temps. Nous avions seulement un mois.",
        "À la fin, les clients étaient contents, et nous l'utilisons encore tous les jours.",
        "J'ai appris qu'il vaut mieux demander tôt que deviner.",
    ),
}


class ScriptedAnswers:
    """Answers that fit the questions of a plan, and general ones for everything else."""

    def __init__(self, plan: InterviewPlan) -> None:
        script = _SCRIPTS[plan.language]
        self._by_question = {
            question.text: script[question.id.partition(".")[2]]
            for question in plan.questions
            if question.id.partition(".")[2] in script
        }
        self._others = self._cycle(_FOLLOW_UPS[plan.language])

    @staticmethod
    def _cycle(texts: tuple[str, ...]) -> Iterator[str]:
        while True:
            yield from texts

    def next(self, asked: str) -> Answer:
        """Return the answer to what was ``asked``."""
        for question, text in self._by_question.items():
            if question in asked:
                return Answer(text=text)
        return Answer(text=next(self._others))


class FolderAnswers:
    """Recordings from a folder, in the order of their names, again and again.

    A text file of the same name beside a recording holds its words.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ConfigError(f"{folder} is not a folder", key="--answers")
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in AUDIO_SUFFIXES)
        if not files:
            kinds = " ".join(sorted(AUDIO_SUFFIXES))
            raise ConfigError(
                f"{folder} holds no audio file", key="--answers", mend=f"One of {kinds}"
            )
        self._answers = [self._read(file) for file in files]
        self._turn = 0

    @staticmethod
    def _read(file: Path) -> Answer:
        words = file.with_suffix(".txt")
        text = words.read_text(encoding="utf-8").strip() if words.is_file() else None
        return Answer(text=text, samples=decode(file))

    def next(self, asked: str) -> Answer:  # noqa: ARG002 - recordings do not listen
        """Return the next recording."""
        answer = self._answers[self._turn % len(self._answers)]
        self._turn += 1
        return answer
