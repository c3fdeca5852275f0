"""What is heard and seen of one candidate, measured as it comes."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Final

from talkup_local.analysis import behaviour, delivery
from talkup_local.analysis.measure import Findings
from talkup_local.audio.media.decoder import Decoded, MediaDecoder, MediaLimits
from talkup_local.audio.media.picture import Picture
from talkup_local.audio.voice import VoiceTracker
from talkup_local.config.model import Language
from talkup_local.errors import PeerError, Unusable
from talkup_local.protocol.services.contents import SenseContent
from talkup_local.services.eyes import Eyes
from talkup_local.services.media import decoder_for

_FORMATS: Final = {"audio": "audio/pcm", "image": "image/jpeg", "video": "video/webm"}


class Observation:
    """Of one request or stream; keeps numbers, neither sound nor pictures.

    eyes: None when pictures can't be looked at. limits: of the sound and of the video.
    """

    def __init__(self, eyes: Eyes | None, limits: MediaLimits) -> None:
        self._eyes, self._limits = eyes, limits
        self._voice = VoiceTracker()
        self._samples = 0
        self._pictures: list[behaviour.Picture] = []
        self._decoders: dict[str, MediaDecoder] = {}

    async def take(self, content: SenseContent) -> None:
        """Take a file or the next piece of one. Raises PeerError, EngineError, AudioError."""
        given = {"audio": content.audio, "image": content.image, "video": content.video}
        found = [(kind, data) for kind, data in given.items() if data is not None]
        if not found:
            raise Unusable("There must be `audio`, `image` or `video`.")
        for kind, data in found:
            if kind == "image":
                await self._look_at(content, data)
            else:
                if kind not in self._decoders:
                    self._decoders[kind] = decoder_for(content, self._limits, _FORMATS[kind])
                await self._take(await asyncio.to_thread(self._decoders[kind].push, data))

    async def finish(self) -> None:
        """Take it that nothing follows. Raises as ``take`` does, if nothing could be read."""
        for decoder in self._decoders.values():
            try:
                await self._take(await asyncio.to_thread(decoder.finish))
            except PeerError:
                if not self._samples and not self._pictures:
                    raise

    async def close(self) -> None:
        """Let go of the decoders."""
        for decoder in self._decoders.values():
            await asyncio.to_thread(decoder.close)

    async def voice(self, language: Language) -> Findings | None:
        """Return what the voice is like, None when there was no sound. Raises AudioError."""
        if not self._samples:
            return None

        def analysed() -> Findings:
            return delivery.analyse(delivery.Voice(**vars(self._voice.features())), language)

        return await asyncio.to_thread(analysed)

    async def pictures(self, language: Language) -> Findings | None:
        """Return what the pictures show, None when there were none."""
        if not self._pictures:
            return None
        return await asyncio.to_thread(behaviour.analyse, self._pictures, language)

    async def _look_at(self, content: SenseContent, data: bytes) -> None:
        """Look at one picture, a file of its own."""
        decoder = decoder_for(content, self._limits, _FORMATS["image"])
        try:
            found = [await asyncio.to_thread(decoder.push, data)]
            found.append(await asyncio.to_thread(decoder.finish))
        finally:
            await asyncio.to_thread(decoder.close)
        for decoded in found:
            for picture in decoded.pictures:
                await self._see(picture, content.at_s)

    async def _take(self, decoded: Decoded) -> None:
        if len(decoded.samples):
            self._samples += len(decoded.samples)
            await asyncio.to_thread(self._voice.push, decoded.samples)
        for picture in decoded.pictures:
            await self._see(picture, picture.at_s)

    async def _see(self, picture: Picture, at_s: float | None) -> None:
        if self._eyes is None:
            return
        sight = await self._eyes.look(picture.rgb)
        faces = tuple(behaviour.Face(**asdict(face)) for face in sight.faces)
        self._pictures.append(
            behaviour.Picture(at_s=at_s, faces=faces, brightness=sight.brightness)
        )
