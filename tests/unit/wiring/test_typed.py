"""Which typed answers were taken is remembered for who comes back."""

from talkup_local.turn import output as out
from talkup_local.wiring.typed import TypedAnswers


async def test_names_are_remembered_though_nobody_can_be_told():
    async def gone(_output):
        raise ConnectionError

    typed = TypedAnswers()
    sink = typed.beside("iv_1", gone)
    for taken in (out.Taken(1, ("1", "2")), out.Taken(2), out.Taken(3, ("3",))):
        try:
            await sink(taken)
        except ConnectionError:
            continue
    assert typed.of("iv_1") == ("1", "2", "3")
    assert typed.of("iv_2") == ()


async def test_what_is_remembered_is_bounded():
    async def sink(_output):
        pass

    typed = TypedAnswers()
    for interview in range(300):
        for number in range(80):
            await typed.beside(f"{interview}", sink)(out.Taken(number, (f"{number}",)))
    assert typed.of("0") == ()
    assert typed.of("299") == tuple(f"{number}" for number in range(16, 80))
