"""The reports on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

_MARKS: Final = {
    "good": ("✓", "green"),
    "info": ("·", "dim"),
    "note": ("!", "yellow"),
    "problem": ("✗", "red"),
}
_METHODS: Final = {
    "seccomp": "the kernel told of every socket call, native code's too",
    "audit": "Python's socket calls, and the kernel's tables looked at again and again",
}
_JOBS: Final = {
    "stt": "hears",
    "llm": "thinks",
    "tts": "speaks",
    "vad": "notices speech",
    "vision": "sees faces",
}
_ENGINES: Final = "Engines"
_MIB: Final = 1 << 20


def examined(report: Mapping[str, Any]) -> None:
    """Print the examination: sections of one line each, what is wrong at the end again."""
    console, machine = Console(highlight=False), report["machine"]
    console.print(
        f"[bold]talkup-local {report['version']}[/] · Python {machine['python']} · "
        f"{machine['system']} · {machine['processor']}"
    )
    sections: dict[str, list[Mapping[str, Any]]] = {}
    for check in report["checks"]:
        sections.setdefault(check["section"], []).append(check)
    first, *rest = sections
    _section(console, first, sections[first])
    _section(console, f"{_ENGINES} (profile {report['profile']})", _engines(report))
    for title in rest:
        _section(console, title, sections[title])
    if report["services"]:
        _section(console, "Services elsewhere", _services(report["services"]))
    _problems(console, report["problems"])
    console.print(_verdict(report))


def airgap(report: Mapping[str, Any]) -> None:
    """Print what a watched interview did."""
    console, held = Console(highlight=False), report["interview"]
    console.print(
        f"An interview of {held['turns']} turn(s) in {report['duration_s']} s: "
        f"{', '.join(held['engines'].values()) or 'none'}"
    )
    console.print(f"[dim]How it was watched: {_METHODS[report['method']]}[/]")
    if report["why"]:
        console.print(Text(f"Not better, because {report['why']}", style="dim"))
    names = ", ".join(sorted({process["name"] for process in report["processes"]}))
    lines = [
        _line("info", "processes", f"{len(report['processes'])} ({names})"),
        _line("info", "sockets", str(report["sockets"])),
        _line("good", "on loopback", f"{report['loopback']} calls"),
        _line("good", "UNIX", f"{report['unix']} calls {', '.join(report['unix_paths'])}"),
        *_contacts("names asked for", report["dns"]),
        *_contacts("as configured", report["configured"], state="info", always=False),
        *_contacts("outside", report["outside"]),
    ]
    _section(console, "Sockets", lines)
    _problems(console, report["problems"])
    if report["ok"]:
        but = ", but for what the configuration sends elsewhere" * bool(report["configured"])
        console.print(f"[green]nothing left this machine{but}[/]")
    elif report["interview"]["held"]:
        console.print("[red]something left this machine, or tried to[/]")
    else:
        console.print("[red]nothing is shown: the interview failed[/]")


def _contacts(
    about: str,
    contacts: Iterable[Mapping[str, Any]],
    state: str = "problem",
    *,
    always: bool = True,
) -> Iterable[Mapping[str, Any]]:
    lines = [
        _line(
            state,
            about,
            f"{c['call']} {c['address'] or c['family']} port {c['port']} {c['protocol']} "
            f"by {c['process']} (thread {c['thread']}), {c['times']} times",
        )
        for c in contacts
    ]
    return lines or ([_line("good", about, "none")] if always else [])


def _engines(report: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for job, state in report["jobs"].items():
        does = _JOBS[job]
        if state["problem"]:
            yield _line("problem", does, state["problem"], state["mend"])
        elif state["engine"] is None:
            yield _line("info", does, state["why"])
        else:
            yield _line("note" if state["note"] else "good", does, _in_use(state))
        for other in state["others"]:
            if state["engine"] is None or not state["engine"].startswith(other["name"]):
                usable = "usable: " if other["usable"] else ""
                yield _line(
                    "info", "", f"{other['name']}: {usable}{other['reason']}", other["mend"]
                )


def _in_use(state: Mapping[str, Any]) -> str:
    count = state["threads"]
    threads = f"{count} thread{'s' * (count > 1)}" if count else ""
    memory = f"{state['memory_bytes'] // _MIB} MiB" if state["memory_bytes"] else ""
    where = (state["device"], state["compute_type"], threads, memory, state["note"])
    return " · ".join(part for part in (state["engine"], *where) if part)


def _services(services: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for name, state in services.items():
        if state["problem"]:
            yield _line("problem", name, f"{state['url']}: {state['problem']}", state["mend"])
        else:
            yield _line("good", name, f"{state['url']} answers in {state['ms']} ms")


def _line(state: str, about: str, text: str, mend: str = "") -> dict[str, str]:
    return {"state": state, "about": about, "text": text, "mend": mend}


def _section(console: Console, title: str, lines: Iterable[Mapping[str, Any]]) -> None:
    grid = Table.grid(padding=(0, 1))
    for width in (2, 1, 22):
        grid.add_column(width=width)
    grid.add_column()
    for line in lines:
        mark, style = _MARKS[line["state"]]
        told = Text(line["text"], style="dim" if line["state"] == "info" else "")
        if line["mend"]:
            told.append(f"\n{line['mend']}", style="dim italic")
        grid.add_row("", Text(mark, style=style), Text(line["about"]), told)
    console.print(f"\n[bold]{title}[/]")
    console.print(grid)


def _problems(console: Console, problems: Iterable[Mapping[str, str]]) -> None:
    console.print()
    for problem in problems:
        console.print(Text.assemble(("problem: ", "red"), problem["what"]))
        if problem["mend"]:
            console.print(Text(f"  {problem['mend']}"))


def _verdict(report: Mapping[str, Any]) -> str:
    if report["ok"]:
        return "[green]serve would work[/]"
    if report["works"]:
        return "[yellow]serve would work, but not with all services[/]"
    return "[red]serve would fail[/]"
