"""A report as a page, a printed document, Markdown or JSON."""

from __future__ import annotations

from typing import Literal, get_args

from talkup_local.assessment.report import Report

__all__ = ["FORMATS", "Format", "render"]

Format = Literal["html", "pdf", "md", "json"]

FORMATS: tuple[Format, ...] = get_args(Format)


def render(report: Report, form: Format) -> bytes:
    """Return the report in a format; the same report gives the same bytes."""
    match form:
        case "html":
            from talkup_local.assessment.render.html import html

            return html(report).encode()
        case "pdf":
            from talkup_local.assessment.render.printed import printed

            return printed(report)
        case "md":
            from talkup_local.assessment.render.markdown import markdown

            return markdown(report).encode()
        case "json":
            import msgspec

            return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"
