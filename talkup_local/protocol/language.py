"""Languages as peers name them."""

from __future__ import annotations

import re
from typing import cast, get_args

from talkup_local.config.model import Language


def language_of(tag: str) -> Language | None:
    """Return the language of a tag such as ``en-US``, None when it is none of ours."""
    primary = re.split("[-_]", tag)[0].lower()
    return cast("Language", primary) if primary in get_args(Language) else None
