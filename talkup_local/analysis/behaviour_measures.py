"""The measures of pictures: what each is, and what can be done about camera and light."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from talkup_local.analysis.measure import Advice, Measure, alike
from talkup_local.config.model import Language

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        name="face_present_share",
        unit="",
        definition="Pictures in which the detector finds a face, over all; 0 to 1. It misses some "
        "faces more than others: in profile, in the dark, behind hands, hair or cloth.",
        source="ours",
        usual=alike(0.9, None),
        advice={
            "en": Advice(below="Check in the preview that the camera has your whole face."),
            "fr": Advice(below="Vérifiez à l'aperçu que la caméra montre tout votre visage."),
        },
    ),
    Measure(
        name="several_faces_share",
        unit="",
        definition="Pictures in which more than one face is found, over all; 0 to 1.",
        source="ours",
        usual=alike(None, 0.1),
        advice={
            "en": Advice(above="Sit where nobody else comes into the picture."),
            "fr": Advice(above="Placez-vous là où personne d'autre n'entre dans l'image."),
        },
    ),
    Measure(
        name="off_centre",
        unit="",
        definition="How far the middle of the face lies from the middle of the picture, left or "
        "right: 0 is the middle, 1 the edge. Median of the pictures.",
        source="ours",
        usual=alike(None, 0.35),
        advice={
            "en": Advice(above="Turn the camera, or move, until you are near the middle."),
            "fr": Advice(above="Tournez la caméra ou déplacez-vous vers le milieu de l'image."),
        },
    ),
    Measure(
        name="height_in_picture",
        unit="",
        definition="How high the middle of the face lies: 0 is the lower edge, 1 the upper. "
        "Median of the pictures.",
        source="ours",
        usual=alike(0.4, 0.8),
        advice={
            "en": Advice(
                below="Tilt the camera down a little, so that there is less room above you.",
                above="Tilt the camera up a little: your head is near the upper edge.",
            ),
            "fr": Advice(
                below="Inclinez un peu la caméra vers le bas : il y a trop de vide au-dessus.",
                above="Inclinez un peu la caméra vers le haut : la tête touche presque le bord.",
            ),
        },
    ),
    Measure(
        name="face_height",
        unit="",
        definition="Height of the face's box over that of the picture; it tells the distance. "
        "Detectors draw their boxes a little differently. Median of the pictures.",
        source="ours",
        usual=alike(0.15, 0.55),
        advice={
            "en": Advice(
                below="Come nearer to the camera.", above="Move back from the camera a little."
            ),
            "fr": Advice(
                below="Rapprochez-vous de la caméra.", above="Éloignez-vous un peu de la caméra."
            ),
        },
    ),
    Measure(
        name="movement",
        unit="face sizes/s",
        definition="Speed of the face in the picture, in its own widths and heights: the "
        "camera's movement and the head's together, which can't be told apart. Median from "
        "picture to picture.",
        source="ours",
        usual=alike(None, 1.5),
        advice={
            "en": Advice(above="Put the camera on something firm, not in your hand or lap."),
            "fr": Advice(above="Posez la caméra sur un support stable, ni en main ni sur vous."),
        },
    ),
    Measure(
        name="brightness",
        unit="",
        definition="Mean brightness of the whole pictures; 0 is black, 1 white. Not of the face, "
        "as that would tell the skin's colour.",
        source="ours",
        usual=alike(0.2, 0.85),
        advice={
            "en": Advice(
                below="Turn on a lamp, or sit facing a window.",
                above="Turn away from the bright window or lamp, or draw the curtain.",
            ),
            "fr": Advice(
                below="Allumez une lampe ou installez-vous face à une fenêtre.",
                above="Évitez la fenêtre ou la lampe trop vive, ou tirez le rideau.",
            ),
        },
    ),
    Measure(
        name="facing_camera_share",
        unit="",
        definition="Pictures whose face is turned to the camera, over those where the detector "
        "can tell: both eyes are found (`opencv`), or the nose lies between the eyes and above "
        "the mouth as in a frontal face (`yunet`, `mediapipe`). It follows the head, not the "
        "eyes.",
        source="ours",
        usual={},
        advice={},
    ),
    Measure(
        name="smiling_pictures",
        unit="pictures",
        definition="Pictures in which the detector takes the mouth for smiling. A count, often "
        "wrong.",
        source="ours",
        usual={},
        advice={},
        decimals=0,
    ),
    Measure(
        name="smiles",
        unit="",
        definition="How many times such pictures begin.",
        source="ours",
        usual={},
        advice={},
        decimals=0,
    ),
    Measure(
        name="blinks",
        unit="",
        definition="How many times the eyes shut. Only with a detector that knows eyelids "
        "(`mediapipe`) and with 10 pictures a second or more.",
        source="ours",
        usual={},
        advice={},
        decimals=0,
    ),
)

NOTES: Final[Mapping[Language, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {
            "none": "There was no picture.",
            "missed": "No face was found in some pictures; that may be the detector's fault.",
            "facing": "Where the head points is not where somebody looks, nor whether they listen.",
            "blinks": "Blinks can't be counted: that takes 10 pictures a second and a detector "
            "that knows eyelids.",
        },
        "fr": {
            "none": "Il n'y avait aucune image.",
            "missed": "Aucun visage n'a été trouvé dans certaines images ; le détecteur peut en "
            "être la cause.",
            "facing": "L'orientation de la tête ne dit ni où l'on regarde, ni si l'on écoute.",
            "blinks": "Les clignements ne peuvent être comptés : il faut 10 images par seconde et "
            "un détecteur qui reconnaît les paupières.",
        },
    }
)
"""Sentences about the pictures, by name."""
