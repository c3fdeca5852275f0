"""Every state of the candidate's page: pictures at two sizes, no barrier, all in its place."""

import pytest
from support import browsing
from support.cable import cable
from support.hands import (
    COMPOSER,
    HEARD,
    act,
    agree,
    break_in,
    forget,
    prefer,
    speak,
    stop_and_send,
    through_the_lobby,
    to_the_agreement,
)

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

ROLE = "/?role=data%20analyst"
SAYS = ".iv-reply:not(:empty)"
LEVEL = '[data-level="good"], [data-level="loud"], [data-level="quiet"]'
DIALOGS = {
    "help": lambda page: page.keyboard.press("?"),
    "more": lambda page: act(page, "more"),
    "settings": lambda page: page.click("#open-settings"),
}


def test_the_lobby_looks_right_until_the_microphone_is_checked(look):
    window = look()
    page = window.page
    page.goto("/")
    window.screen("lobby", "interview")
    window.examine("lobby-interview", focused=False)
    text = {"name": "data-analyst.md", "mimeType": "text/markdown", "buffer": b"Dashboards."}
    picture = {"name": "me.png", "mimeType": "image/png", "buffer": b"PNG"}
    page.set_input_files('[data-document="job"] input[type=file]', text)
    page.set_input_files('[data-document="cv"] input[type=file]', picture)
    page.fill("input[name=role]", "data analyst")
    window.examine("lobby-documents")
    page.click('[data-document="cv"] label:has([value=text])')
    page.fill("textarea[name=cv]", "Three years of reports and dashboards.")
    page.click("#next")
    window.screen("lobby", "sound")
    window.examine("lobby-sound-ask")
    page.evaluate("microphone.refuse('NotAllowedError')")
    page.click("#next")
    page.wait_for_selector('[data-sound="trouble"]')
    window.examine("lobby-sound-trouble")
    page.click("#type-instead")
    window.examine("lobby-sound-typed")
    page.evaluate("microphone.refuse('')")
    page.click("#speak-instead")
    page.wait_for_selector('[data-sound="open"]')
    speak(page)
    page.wait_for_selector(LEVEL)
    window.examine("lobby-sound-open")
    page.click("#record")
    window.examine("lobby-sound-recording")
    page.wait_for_selector('[data-test="heard"]')
    speak(page, on=False)
    page.click("#play-chime")
    page.wait_for_selector("[data-echo]")
    window.examine("lobby-sound-heard")
    assert "\n".join(window.faults) == ""
    assert window.problems == []


def test_the_lobby_looks_right_from_the_agreement_to_the_start(theatre, look):
    with cable(theatre.url) as wire:
        window = look(wire.url)
        page = window.page
        to_the_agreement(window, ROLE, typed=True)
        window.examine("lobby-agreement")
        page.click("#next")
        page.wait_for_selector("#consent-error:not(:empty)")
        window.examine("lobby-agreement-missing")
        page.check("#consent")
        wire.pull()
        page.click("#next")
        window.screen("lobby", "starting")
        window.examine("lobby-starting")
        page.click("#cancel")
        window.screen("lobby", "agreement")
        wire.plug()
        forget(window)
        to_the_agreement(window, "/?plan=nowhere", typed=True)
        agree(window)
        page.wait_for_selector("#refused")
        window.examine("lobby-refused")
    assert "\n".join(window.faults) == ""
    assert window.problems == []


def test_an_interview_looks_right_whosever_turn_it_is(theatre, look):
    window = look()
    page = window.page
    with theatre.voice.slow():
        through_the_lobby(window, ROLE)
        window.screen("interview", "greeting")
        page.wait_for_selector(SAYS)
        window.examine("interview-greeting")
    break_in(window)
    window.examine("interview-hearing")
    with theatre.voice.slow():
        with theatre.voice.silent():
            stop_and_send(page)
            window.screen("interview", "thinking")
            window.examine("interview-thinking")
        window.screen("interview", "speaking")
        page.wait_for_selector(SAYS)
        window.examine("interview-speaking")
    break_in(window)
    stop_and_send(page)
    window.screen("interview", "listening")
    window.examine("interview-listening")
    act(page, "pause")
    window.screen("interview", "paused")
    window.examine("interview-paused")
    act(page, "pause")
    act(page, "mute")
    window.screen("interview", "listening")
    speak(page)
    page.wait_for_selector(".iv-note")
    window.examine("interview-muted")
    speak(page, on=False)
    act(page, "mute")
    act(page, "type")
    page.fill(COMPOSER, "I wrote the plan of the tests, and")
    window.examine("interview-typing")
    assert "\n".join(window.faults) == ""
    assert window.problems == []


def test_an_interview_looks_right_whatever_opens_or_breaks(theatre, look):
    with cable(theatre.url) as wire:
        window = look(wire.url)
        page = window.page
        through_the_lobby(window, ROLE)
        window.screen("interview", "listening")
        for name, press in DIALOGS.items():
            press(page)
            page.wait_for_selector("dialog[open]")
            window.examine(f"interview-{name}")
            page.keyboard.press("Escape")
        page.set_viewport_size(browsing.PHONE)
        act(page, "more")
        page.click("dialog[open] button:has-text('Conversation')")
        window.examine("interview-conversation", "phone", "narrowest")
        page.set_viewport_size(browsing.DESKTOP)
        page.evaluate("microphone.unplug()")
        page.wait_for_selector(".iv-banners .banner")
        window.examine("interview-microphone-lost")
        page.evaluate("microphone.plug()")
        page.wait_for_selector(".iv-banners:empty", state="attached")
        wire.pull()
        page.evaluate("dispatchEvent(new Event('offline'))")
        window.screen("interview", "reconnecting")
        window.examine("interview-reconnecting")
        wire.plug()
        page.evaluate("dispatchEvent(new Event('online'))")
        window.screen("interview", "listening")
        page.evaluate("noHurry = true")
        act(page, "end")
        window.examine("interview-confirm-end")
        page.click('[data-confirm="end"]')
        window.screen("interview", "ended")
        window.examine("interview-ended")
    assert "\n".join(window.faults) == ""
    assert window.problems == []


def test_an_interview_looks_right_however_one_takes_part(look):
    window = look()
    page = window.page
    prefer(window, pushToTalk=True, captionsSize="xl")
    through_the_lobby(window, ROLE)
    window.screen("interview", "listening")
    window.examine("interview-push-to-talk")
    page.focus('[data-action="talk"]')
    speak(page)
    page.keyboard.down("Space")
    window.screen("interview", "hearing")
    page.wait_for_selector(HEARD)
    window.examine("interview-push-to-talk-captions-xl")
    speak(page, on=False)
    page.keyboard.up("Space")
    page.keyboard.press("c")
    window.examine("interview-captions-off")
    page.reload()
    window.screen("resume")
    window.examine("resume", focused=False)
    assert "\n".join(window.faults) == ""
    assert window.problems == []
