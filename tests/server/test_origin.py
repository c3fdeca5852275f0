"""Foreign pages, over real sockets."""

import json

import pytest
from support.interviews import engines
from support.serving import running, until
from support.tokens import token_in
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus


async def answered(server, **options) -> bool:
    """Tell whether a page is let in and served."""
    async with connect(f"{server.url}/ws/test", compression=None, **options) as socket:
        await socket.send('{"type":"ping"}')
        return bool(await until(socket, "pong"))


async def refusal(server, **options) -> tuple[int, str]:
    with pytest.raises(InvalidStatus) as caught:
        async with connect(f"{server.url}/ws/test", compression=None, **options):
            pass
    response = caught.value.response
    return response.status_code, json.loads(response.body)["code"]


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1", None])
async def test_a_page_of_this_machine_or_a_program_is_let_in(origin):
    async with running(engines()) as server:
        assert await answered(server, origin=origin)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://192.0.2.9:8000"])
async def test_a_foreign_page_is_refused_before_the_upgrade(origin):
    async with running(engines()) as server:
        assert await refusal(server, origin=origin) == (403, "FOREIGN_ORIGIN")


async def test_a_foreign_page_is_refused_with_a_good_token_too(tmp_path):
    headers = {"Authorization": f"Bearer {token_in(tmp_path, 'interview')}"}
    async with running(engines(), folder=tmp_path) as server:
        refused = await refusal(server, origin="https://evil.example", additional_headers=headers)
    assert refused == (403, "FOREIGN_ORIGIN")


async def test_a_listed_page_is_let_in():
    flags = {"auth.origins": ["https://interview.example"]}
    async with running(engines(), flags=flags) as server:
        assert await answered(server, origin="https://interview.example")


async def test_a_page_whose_name_was_made_to_lead_here_is_refused():
    async with running(engines()) as server:
        host = f"evil.example:{server.port}"
        url = f"ws://{host}/ws/test"
        with pytest.raises(InvalidStatus) as caught:
            async with connect(url, host="127.0.0.1", port=server.port, origin=f"http://{host}"):
                pass
    assert caught.value.response.status_code == 421
