"""Why an interview ends: one table, and the sentences that a client sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from talkup_local.config.model import Language


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a reason means, and the sentence for people.

    resumes: whether the interview may be taken up again, where it is kept.
    """

    meaning: str
    en: str
    fr: str
    resumes: bool = False

    def sentence(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return self.fr if language == "fr" else self.en


ENDINGS: Mapping[str, Ending] = MappingProxyType(
    {
        "finished": Ending(
            meaning="The interview is complete.",
            en="The interview is over. Thank you.",
            fr="L'entretien est terminé. Merci.",
        ),
        "silence": Ending(
            meaning="The candidate said nothing for long, and did not answer when asked.",
            en="The interview was ended, as nothing was heard for a long time.",
            fr="L'entretien a été clos, car rien n'a été entendu depuis longtemps.",
        ),
        "idle": Ending(
            meaning="Nothing came from the client for `limits.idle_s` seconds (default 900), or a "
            "pause was longer than `interview.longest_pause_s` (default 900).",
            en="The interview was ended, as nothing came from your side for a long time.",
            fr="L'entretien a été clos, car rien n'est arrivé de votre côté depuis longtemps.",
        ),
        "shutdown": Ending(
            meaning="The server is going down.",
            en="The server is going down.",
            fr="Le serveur s'arrête.",
            resumes=True,
        ),
        "taken_over": Ending(
            meaning="Another connection goes on with the interview.",
            en="The interview goes on in another place.",
            fr="L'entretien se poursuit ailleurs.",
        ),
        "no_consent": Ending(
            meaning="The candidate did not agree to what is kept. Nothing was kept.",
            en="The interview was ended, as you did not agree to what would be kept.",
            fr="L'entretien a été clos, car vous n'avez pas accepté ce qui serait conservé.",
        ),
        "storage": Ending(
            meaning="What is said can't be kept any more; what was said before is kept.",
            en="The interview had to be ended, as your answers can't be kept any more.",
            fr="L'entretien a dû être clos, car vos réponses ne peuvent plus être conservées.",
        ),
    }
)
