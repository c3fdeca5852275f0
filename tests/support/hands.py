"""What a candidate does on the page: by mouse, by keyboard alone, by typing."""

import json

from playwright.sync_api import Page

from support.browsing import Visit

SOUND_OPEN = '[data-sound="open"]'
COMPOSER = ".iv-composer textarea"
HEARD = ".iv-answer span:not(:empty)"


def to_the_agreement(visit: Visit, address: str = "/", *, typed: bool = False) -> None:
    """Go from the address to the last step before the interview, by mouse."""
    page = visit.page
    page.goto(address)
    visit.screen("lobby", "interview")
    page.click("#next")
    visit.screen("lobby", "sound")
    if typed:
        page.click("#type-instead")
    else:
        page.click("#next")
        page.wait_for_selector(SOUND_OPEN)
    page.click("#next")
    visit.screen("lobby", "agreement")


def through_the_lobby(visit: Visit, address: str = "/", *, typed: bool = False) -> None:
    """Go from the address to the start of the interview, by mouse."""
    to_the_agreement(visit, address, typed=typed)
    agree_and_start(visit)


def agree(visit: Visit) -> None:
    """Agree where something is kept, and ask for the interview to begin."""
    if visit.page.locator("#consent").count():
        visit.page.check("#consent")
    visit.page.click("#next")


def agree_and_start(visit: Visit) -> None:
    """Agree where something is kept, and begin."""
    agree(visit)
    visit.screen("interview")


def act(page: Page, what: str) -> None:
    """Press a button of the interview, wherever it is at this width."""
    button = page.locator(f'[data-action="{what}"]:visible')
    if not button.count():
        page.click('[data-action="more"]:visible')
    button.first.click()


def type_answer(page: Page, text: str) -> None:
    """Type an answer and send it."""
    if not page.locator(COMPOSER).is_visible():
        page.click('[data-action="type"]')
    page.fill(COMPOSER, text)
    page.press(COMPOSER, "Enter")


def said(page: Page) -> str:
    """Return the conversation as the page shows it."""
    return page.locator("#iv-transcript").text_content() or ""


def end(visit: Visit) -> None:
    """End the interview, and say so again when asked."""
    act(visit.page, "end")
    visit.page.click('[data-confirm="end"]')
    # the page goes on by itself after some seconds: who is slower than that finds no button
    on = '[data-state="ended"] .iv-standstill .button'
    visit.page.wait_for_selector(f'{on}, [data-screen="after"]:not([hidden])')
    visit.page.evaluate("(on) => document.querySelector(on)?.click()", on)
    visit.screen("after")


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Move the focus there with the tab key alone."""
    for _ in range(most):
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by the tab key")


def speak_up(page: Page, device: str) -> None:
    """Choose a microphone in mid-interview; one that was not open plays its sound from the start.

    A field that was opened to type in is put away.
    """
    page.click('[data-action="more"]:visible')
    page.click(".iv-sheet button:has-text('Choose a microphone')")
    page.select_option(".iv-dialog select", label=device)
    page.click(".iv-dialog .button.primary")
    page.wait_for_selector(".iv-dialog", state="detached")
    if page.get_attribute('[data-screen="interview"]', "data-typing") == "true":
        page.click('[data-action="type"]')


def speak(page: Page, *, on: bool = True) -> None:
    """Speak into the microphone of ``stand_ins.js``, or be silent."""
    page.evaluate("(on) => microphone.speak(on)", on)


def stop_and_send(page: Page) -> None:
    """Stop speaking and say that the answer is over, before the pause is taken for its end."""
    page.evaluate("""() => {
      microphone.speak(false);
      const shown = (one) => one.checkVisibility();
      [...document.querySelectorAll('[data-action="done"]')].find(shown).click();
    }""")


def break_in(visit: Visit) -> None:
    """Speak, whoever else does, until words are made out."""
    speak(visit.page)
    visit.screen("interview", "hearing")
    visit.page.wait_for_selector(HEARD)


def prefer(visit: Visit, **settings: object) -> None:
    """Change the reader's settings before a page is opened."""
    kept = json.dumps(json.dumps(settings))
    visit.context.add_init_script(f"localStorage.setItem('talkup.settings', {kept})")


def forget(visit: Visit) -> None:
    """Have no interview in hand any more: what is opened next begins from nothing."""
    visit.page.evaluate("sessionStorage.clear()")
