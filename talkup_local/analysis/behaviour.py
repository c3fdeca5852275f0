"""Behaviour: how somebody appears to the camera, from what was found in each picture.

It counts and measures; it never scores a person. Only where the camera and the light stand
is compared with anything, and advised on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from statistics import fmean, median
from typing import Any, Final

from talkup_local.analysis.behaviour_measures import MEASURES, NOTES
from talkup_local.analysis.measure import Findings
from talkup_local.config.model import Language

__all__ = ["MEASURES", "Face", "Picture", "analyse"]

_BLINKS_PER_S: Final = 10.0
"""Pictures per second from which blinks can be counted: one lasts 0.1 to 0.4 s."""

_LEAST_STEP_S: Final = 0.001
_LEAST_SHARE: Final = 0.001

_SURE_AFTER: Final = 10
_OFTEN: Final = 0.9


@dataclass(frozen=True, kw_only=True)
class Face:
    """One face. left, top, width, height: of its box, in shares of the picture's sides.

    confidence: 0..1, of the detector. facing: whether it is turned to the camera. smiling,
    eyes_open: what it looks like. None where the detector can't tell.
    """

    left: float
    top: float
    width: float
    height: float
    confidence: float
    facing: bool | None = None
    smiling: bool | None = None
    eyes_open: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What one picture shows. at_s: its time, None when unknown.

    faces: largest first; the first is taken for the candidate's. brightness: 0..1, the mean.
    """

    at_s: float | None
    faces: tuple[Face, ...]
    brightness: float


@dataclass(frozen=True, kw_only=True)
class _Seen:
    at_s: float | None
    face: Face


def analyse(pictures: Sequence[Picture], language: Language) -> Findings:
    """Return the measures of ``MEASURES`` for pictures in their order, notes in ``language``."""
    seen = [_Seen(at_s=one.at_s, face=one.faces[0]) for one in pictures if one.faces]
    rate_hz = _rate_hz(pictures)
    measures: dict[str, float | None] = dict.fromkeys(measure.name for measure in MEASURES)
    if pictures:
        measures["face_present_share"] = len(seen) / len(pictures)
        several = sum(len(one.faces) > 1 for one in pictures)
        measures["several_faces_share"] = several / len(pictures)
        measures["brightness"] = fmean(one.brightness for one in pictures)
    if seen:
        measures |= _framing([one.face for one in seen])
        measures["movement"] = _movement(seen)
        measures["facing_camera_share"] = _share_of([one.face.facing for one in seen])
        smiling = [one.face.smiling for one in seen]
        if any(smile is not None for smile in smiling):
            measures["smiling_pictures"] = sum(smile is True for smile in smiling)
            measures["smiles"] = _beginnings([smile is True for smile in smiling])
        if rate_hz is not None and rate_hz >= _BLINKS_PER_S:
            measures["blinks"] = _blinks([one.face.eyes_open for one in seen])
    details: dict[str, Any] = {
        "pictures": len(pictures),
        "pictures_with_face": len(seen),
        "pictures_per_s": None if rate_hz is None else round(rate_hz, 1),
    }
    return Findings(
        measures=measures,
        details=details,
        confidence=_confidence(seen),
        notes=tuple(NOTES[language][name] for name in _remarks(measures, len(pictures))),
    )


def _framing(faces: Sequence[Face]) -> dict[str, float | None]:
    """Where the face is, and how large: medians, so that a single wrong box counts for nothing."""
    across = median(face.left + face.width / 2 for face in faces)
    down = median(face.top + face.height / 2 for face in faces)
    return {
        "off_centre": 2 * abs(across - 0.5),
        "height_in_picture": 1 - down,
        "face_height": median(face.height for face in faces),
    }


def _movement(seen: Sequence[_Seen]) -> float | None:
    """Return the median speed of the face, in its own heights per second."""
    speeds = []
    for before, after in pairwise(seen):
        if before.at_s is None or after.at_s is None:
            continue
        step_s = after.at_s - before.at_s
        if step_s < _LEAST_STEP_S:
            continue
        one, other = before.face, after.face
        # each in the box's own size: the picture's shape does not matter
        across = _centre(one.left, one.width) - _centre(other.left, other.width)
        down = _centre(one.top, one.height) - _centre(other.top, other.height)
        way = hypot(across / max(one.width, _LEAST_SHARE), down / max(one.height, _LEAST_SHARE))
        speeds.append(way / step_s)
    return median(speeds) if speeds else None


def _centre(start: float, length: float) -> float:
    return start + length / 2


def _blinks(eyes_open: Sequence[bool | None]) -> float | None:
    """Count how often open eyes shut; None when nothing is known of eyes."""
    known = [one for one in eyes_open if one is not None]
    return _beginnings([not one for one in known]) if known else None


def _beginnings(flags: Sequence[bool]) -> int:
    return sum(now and not before for before, now in pairwise([False, *flags]))


def _share_of(flags: Sequence[bool | None]) -> float | None:
    known = [flag for flag in flags if flag is not None]
    return sum(known) / len(known) if known else None


def _rate_hz(pictures: Sequence[Picture]) -> float | None:
    times_s = [one.at_s for one in pictures if one.at_s is not None]
    if len(times_s) < 2 or times_s[-1] - times_s[0] < _LEAST_STEP_S:  # noqa: PLR2004 (from one to another)
        return None
    return (len(times_s) - 1) / (times_s[-1] - times_s[0])


def _confidence(seen: Sequence[_Seen]) -> float:
    """Grow with the pictures that show a face, up to how sure the detector was of it."""
    if not seen:
        return 0.0
    sure = fmean(one.face.confidence for one in seen)
    return round(sure * min(len(seen) / _SURE_AFTER, 1.0), 2)


def _remarks(measures: dict[str, float | None], pictures: int) -> Iterator[str]:
    """Yield the names of the notes that the pictures deserve."""
    if not pictures:
        yield "none"
        return
    if (measures["face_present_share"] or 0) < _OFTEN:
        yield "missed"
    if measures["facing_camera_share"] is not None:
        yield "facing"
    if measures["blinks"] is None:
        yield "blinks"
