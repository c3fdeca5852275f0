"""What fails about models and the bundles that carry them."""

from __future__ import annotations

from talkup_local.errors.root import TalkupError


class ModelError(TalkupError):
    """A model can't be fetched, checked or used; ``mend`` says what helps."""

    code = "MODEL_ERROR"

    def __init__(self, model: str, reason: str, mend: str = "") -> None:
        self.model, self.reason, self.mend = model, reason, mend
        super().__init__(model, reason)

    def __str__(self) -> str:
        text = f"{self.model}: {self.reason}" if self.model else self.reason
        return f"{text}. {self.mend}" if self.mend else text


class CatalogueError(ModelError):
    """The catalogue, or an operator's own part of it, can't be read."""

    code = "CATALOGUE_ERROR"


class UnknownModel(ModelError):
    """Neither a model nor a preset of that name."""

    code = "UNKNOWN_MODEL"


class ModelMissing(ModelError):
    """It has not been pulled, or not all of it."""

    code = "MODEL_MISSING"


class ModelBusy(ModelError):
    """Another process works on the models folder."""

    code = "MODEL_BUSY"


class ModelsFolderError(ModelError):
    """The models folder can't be written, or has no room."""

    code = "MODELS_FOLDER_ERROR"


class FetchError(ModelError):
    """Its source does not give it: no network, no such file, a login, too many requests."""

    code = "FETCH_ERROR"


class WrongContent(ModelError):
    """A file is not what it has to be: another hash, cut off, another format."""

    code = "WRONG_CONTENT"


class BundleError(TalkupError):
    """A bundle can't be made or used; ``file`` names the one in it that is meant, "" for all."""

    code = "BUNDLE_ERROR"

    def __init__(self, reason: str, *, file: str = "", mend: str = "") -> None:
        self.reason, self.file, self.mend = reason, file, mend
        super().__init__(reason, file)

    def __str__(self) -> str:
        text = f"{self.file}: {self.reason}" if self.file else self.reason
        return f"{text}. {self.mend}" if self.mend else text


class BundleTampered(BundleError):
    """Something in it is not what was signed."""

    code = "BUNDLE_TAMPERED"


class UnknownSigner(BundleError):
    """It is signed, but by nobody who is trusted here."""

    code = "UNKNOWN_SIGNER"


class WrongPlatform(BundleError):
    """It was made for another kind of machine."""

    code = "WRONG_PLATFORM"
