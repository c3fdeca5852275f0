"""A report's sentences in French."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from talkup_local.assessment.report.texts.model import ReportTexts

FR: Final = ReportTexts(
    measures=MappingProxyType(
        {
            "speaking_rate_words_per_min": ("Débit", "Mots par minute, pauses comprises."),
            "articulation_rate_syllables_per_s": (
                "Vitesse des mots eux-mêmes",
                "Syllabes par seconde, sans les pauses.",
            ),
            "pause_mean_s": (
                "Pause moyenne",
                "Durée moyenne des silences d'un quart de seconde ou plus.",
            ),
            "pause_longest_s": (
                "Pause la plus longue",
                "Dans une réponse typique, le plus long silence.",
            ),
            "pause_share": ("Temps de pause", "Part du temps de réponse faite de silence."),
            "answer_latency_s": (
                "Temps avant de répondre",
                "De la fin de la question au premier mot, dans une réponse typique.",
            ),
            "hesitations_per_100_words": (
                "Hésitations",
                "« Euh », « hum ». La transcription en omet beaucoup.",
            ),
            "fillers_per_100_words": (
                "Tics de langage",
                "« En fait », « du coup », « genre », dits sans leur sens.",
            ),
            "repetitions_per_100_words": ("Répétitions", "Mots dits deux fois de suite."),
            "false_starts_per_100_words": ("Faux départs", "Mots interrompus ou repris."),
            "hedges_per_100_words": ("Atténuations", "« Peut-être », « je pense », « un peu »."),
            "absolutes_per_100_words": ("Absolus", "« Toujours », « jamais », « tout le monde »."),
            "passive_share": (
                "Phrases passives",
                "Phrases qui ne disent pas qui agit (« il a été décidé »).",
            ),
            "vague_words_per_100_words": ("Mots vagues", "« Choses », « trucs », « etc. »."),
            "sentence_length_words": (
                "Longueur des phrases",
                "Nombre moyen de mots par phrase.",
            ),
            "lexical_diversity_mtld": (
                "Variété des mots",
                "Longueur de parole avant que les mots se répètent (MTLD).",
            ),
            "reading_ease": (
                "Facilité de la langue",
                "D'après la longueur des mots et des phrases (Flesch) ; plus haut, plus facile.",
            ),
            "first_person_singular_share": (
                "« Je » plutôt que « nous »",
                "« Je », « mon » parmi ceux-ci et « nous », « notre ».",
            ),
            "specifics_per_100_words": ("Faits", "Nombres, noms et résultats donnés."),
            "loudness_dbfs": (
                "Volume",
                "Niveau de l'enregistrement ; il dépend autant du micro que de la voix.",
            ),
            "loudness_range_db": (
                "Étendue du volume",
                "Entre les syllabes faibles et les syllabes fortes.",
            ),
            "pitch_range_st": (
                "Étendue de la mélodie",
                "Entre le grave et l'aigu, quelle que soit la voix.",
            ),
            "pitch_variation_st": (
                "Mouvement de la mélodie",
                "Moins il y en a, plus le ton paraît égal.",
            ),
            "syllables_per_s": (
                "Syllabes entendues",
                "Par seconde de parole, d'après le son.",
            ),
            "tempo_variation": (
                "Régularité du rythme",
                "À quel point les syllabes se suivent inégalement.",
            ),
            "final_rises_share": (
                "Fins montantes",
                "Groupes de mots qui se terminent comme des questions.",
            ),
            "signal_to_noise_db": ("Voix au-dessus du bruit", "De la pièce et du micro."),
            "clipping_share": ("Écrêtage", "Son coupé là où il est fort."),
        }
    ),
    nothing="Rien à évaluer.",
    one_answer="Niveau {level}, une seule réponse.",
    same_level="Niveau {level} dans {count} réponses.",
    levels="Niveaux {low} à {high} dans {count} réponses.",
    parts=MappingProxyType(
        {
            "situation": "Le lieu et le moment manquent dans {missing} récits sur {stories}. "
            "Commencez par une phrase sur l'endroit, la date et les personnes présentes.",
            "task": "Ce qu'il fallait faire manque dans {missing} récits sur {stories}. Dites ce "
            "que l'on attendait de vous, ou ce qui serait arrivé sinon.",
            "action": "Ce que vous avez fait vous-même manque dans {missing} récits sur "
            "{stories}. Racontez deux ou trois étapes, chacune commençant par « je ».",
            "result": "La fin manque dans {missing} récits sur {stories}. Terminez chacun par ce "
            "qui en est sorti : un chiffre, une décision, ou ce qu'on vous en a dit.",
        }
    ),
    short="{count} réponses comptent moins de 40 mots. Ajoutez à chacune un exemple : ce qui s'est "
    "passé, ce que vous avez fait, comment cela s'est terminé.",
    long="{count} réponses comptent plus de 350 mots. Donnez l'essentiel dans la première phrase, "
    "et arrêtez-vous au bout de deux minutes environ.",
    speech="{label} : {advice}",
    statement="Ce rapport a été établi par un logiciel : {by}. Il sert à s'entraîner et à préparer "
    "un échange. Il ne décide de rien ; la décision revient à une personne, qui devrait lire "
    "elle-même les réponses.",
    taken_out="Ce qui a été demandé et dit en a été retiré, avec les conseils qui s'y appuyaient.",
    rules="niveaux donnés par des règles fixes, sans modèle de langue",
    models="niveaux donnés par le modèle de langue {names}",
    nobody="aucune réponse n'a été évaluée",
    uncovered="Aucune citation n'appuie ce niveau : à prendre avec une prudence particulière.",
    limits=(
        (
            "Tout repose sur la transcription. Là où la reconnaissance vocale s'est trompée, ce "
            "rapport se trompe aussi : lisez la réponse avant de vous fier à un niveau."
        ),
        (
            "Un niveau décrit une réponse à une question d'après sa grille, pas une personne. Un "
            "autre jour, ou une autre question, peut donner un autre niveau."
        ),
        (
            "Un logiciel voit ce qui est dit de façon courante. Une bonne réponse en mots "
            "inhabituels peut recevoir un niveau plus bas qu'elle ne le mérite, et une réponse "
            "bien tournée n'est pas vraie pour autant."
        ),
        (
            "Les plages habituelles sont celles où se situent la plupart des réponses orales. En "
            "dehors, ce n'est pas faux ; à l'intérieur, ce n'est pas forcément bon. Une deuxième "
            "langue, un bégaiement, le trac ou une mauvaise ligne les déplacent."
        ),
        (
            "Il n'y a aucune note pour l'accent, la voix, le visage ou les émotions, et aucun "
            "chiffre global : les compétences sont choses différentes, et leur somme n'aurait "
            "pas de sens."
        ),
        "Les questions passées ou non atteintes ne comptent pas, ni pour ni contre.",
    ),
)
"""French."""
