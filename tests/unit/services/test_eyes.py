import asyncio

import numpy as np
import pytest
from support.scripted_vision import SEEN, ScriptedFaces

from talkup_local.errors import EngineUnavailable
from talkup_local.services.eyes import Eyes

PICTURE = np.zeros((48, 64, 3), np.uint8)


async def test_the_detector_is_not_loaded_before_somebody_looks():
    faces = ScriptedFaces()
    eyes = Eyes(faces)
    assert faces.starts == 0
    assert await eyes.look(PICTURE) == SEEN
    assert faces.starts == 1


async def test_it_is_loaded_once_however_many_look_first():
    faces = ScriptedFaces()
    eyes = Eyes(faces)
    await asyncio.gather(*(eyes.look(PICTURE) for _ in range(5)))
    assert (faces.starts, len(faces.looked_at)) == (1, 5)


async def test_one_that_did_not_load_is_tried_again():
    faces = ScriptedFaces(load_failure="no file")
    eyes = Eyes(faces)
    with pytest.raises(EngineUnavailable):
        await eyes.look(PICTURE)
    faces.load_failure = ""
    assert await eyes.look(PICTURE) == SEEN


async def test_closing_frees_the_detector():
    faces = ScriptedFaces()
    await Eyes(faces).close()
    assert faces.closed


def test_the_detector_is_named():
    assert Eyes(ScriptedFaces()).describes == {"detector": "scripted"}
