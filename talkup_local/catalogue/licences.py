"""The terms of models, for people who use them or pass them on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talkup_local.catalogue.entries import Catalogue, Model
from talkup_local.catalogue.resources import resource


def terms(catalogue: Catalogue, models: Mapping[str, Model]) -> list[dict[str, Any]]:
    """Return each licence that ``models`` are under, with those models, as plain data."""
    found = []
    for key, licence in sorted(catalogue.licences.items()):
        under = {name: model for name, model in models.items() if model.licence == key}
        if under:
            found.append(
                {
                    "licence": key,
                    "name": licence.name,
                    "url": licence.url,
                    "obligations": list(licence.obligations),
                    "models": [
                        {
                            "name": name,
                            "title": model.title,
                            "source": source(model),
                            "notice": model.notice,
                        }
                        for name, model in under.items()
                    ],
                }
            )
    return found


def report(catalogue: Catalogue, models: Mapping[str, Model]) -> str:
    """Return the terms of ``models`` as text, one licence after the other."""
    parts = []
    for licence in terms(catalogue, models):
        lines = [f"{licence['name']} ({licence['licence']})", licence["url"]]
        lines += [f"  - {obligation}" for obligation in licence["obligations"]]
        for model in licence["models"]:
            lines += ["", f"  {model['name']}: {model['title']}", f"    {model['source']}"]
            if model["notice"]:
                lines.append(f"    {model['notice']}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def licence_text(key: str) -> str:
    """Return the text of a licence that has to be passed on, "" where its address is enough."""
    path = resource(f"models/licences/{key}.txt")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def source(model: Model) -> str:
    """Return the address of the page that a model comes from."""
    if "://" in model.repository:
        return model.repository
    return f"https://huggingface.co/{model.repository}"
