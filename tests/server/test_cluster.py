"""Services as replicas on a Ray cluster, one of them killed while interviews go on."""

import asyncio
import json
from pathlib import Path

import pytest
import yaml
from support.cluster import running as cluster_running
from support.ports import free_port
from support.serving import client, kinds_of, running, until
from support.speech import say
from websockets.asyncio.client import connect

pytestmark = pytest.mark.timeout(1800)  # its processes begin in minutes on a busy machine

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "cluster.yaml"
SERVICES = ("speech_to_text", "text_to_speech")
REPLICAS = 2
ANSWER = "I worked on a small team and I was responsible for the tests of our product."


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The cluster of the example, with two replicas of each service that is tried."""
    port = free_port()
    config = yaml.safe_load(EXAMPLE.read_text())
    config["http_options"]["port"] = port
    config["applications"] = [
        application
        for application in config["applications"]
        if application["name"] in ("front", *SERVICES)
    ]
    for application in config["applications"]:
        for deployment in application.get("deployments", ()):
            deployment.pop("autoscaling_config", None)
            deployment |= {
                "num_replicas": REPLICAS,
                "ray_actor_options": {"num_cpus": 0.1},
                "health_check_period_s": 1.0,
            }
    batches = {"name": "batches", "route_prefix": "/batches", "import_path": "support.batches:app"}
    config["applications"].append(batches)
    path = tmp_path_factory.mktemp("cluster") / "cluster.yaml"
    path.write_text(yaml.safe_dump(config))
    with cluster_running(path, port) as cluster:
        yield cluster


async def ask(peer, request_id, **data):
    request = {"services": ["text_to_speech"], "type": "process_request", "timestamp": 1}
    await peer.send(json.dumps({**request, "request_id": request_id, "data": data}))


async def interview(server, number, answered):
    """Hold an interview of three answers; return the types of what came."""
    async with client(server, f"candidate-{number}") as candidate:
        await candidate.send('{"type":"start_interview"}')
        seen = await until(candidate, "interview_started")
        for _ in range(3):
            await candidate.send(await asyncio.to_thread(lambda: say(ANSWER).tobytes()))
            await candidate.send('{"type":"send_for_AI_processing"}')
            seen += await until(candidate, "ai_response_complete")
            answered.release()
        await candidate.send('{"type":"end_interview"}')
        return kinds_of(seen + await until(candidate, "interview_ended"))


async def test_interviews_are_finished_while_replicas_are_killed(cluster):
    flags = {}
    for name in SERVICES:
        flags[f"services.{name}.url"] = cluster.url(name)
        flags[f"services.{name}.fallback"] = False
        # a busy machine starts replicas meanwhile
        flags[f"services.{name}.connect_timeout_s"] = 20.0
        flags[f"services.{name}.timeout_s"] = 40.0
    answered = asyncio.Semaphore(0)
    async with running(flags=flags) as server:
        async with asyncio.TaskGroup() as tasks:
            going_on = [tasks.create_task(interview(server, n, answered)) for n in range(3)]
            await answered.acquire()
            for name in SERVICES:
                cluster.replicas(name)[0].kill()
    for one in going_on:
        kinds = one.result()
        assert kinds[-1] == "interview_ended"
        assert kinds.count("ai_response_complete") == 3
        assert "error" not in kinds


async def test_killed_replicas_are_replaced(cluster):
    """The test above has killed some."""
    async with asyncio.timeout(400):
        while True:
            status, body = await asyncio.to_thread(cluster.read, "/health")
            services = json.loads(body)["services"] if status == 200 else {}
            told = [services.get(name, {"replicas": {}})["replicas"] for name in SERVICES]
            alive = [len(await asyncio.to_thread(cluster.replicas, name)) for name in SERVICES]
            if told == [{"RUNNING": REPLICAS}] * 2 and alive == [REPLICAS] * 2:
                return
            await asyncio.sleep(0.1)


async def test_what_is_wrong_with_a_request_is_told_whichever_replica_finds_it(cluster):
    async with connect(cluster.url("text_to_speech")) as peer:
        for number in range(4):
            await ask(peer, str(number), text="Bonjour.", language="xx")
        answers = [json.loads(await peer.recv()) for _ in range(4)]
    assert {answer["data"]["code"] for answer in answers} == {"LANGUAGE_UNAVAILABLE"}


async def test_a_service_tells_what_it_can_do(cluster):
    async with connect(cluster.url("speech_to_text")) as peer:
        await peer.send('{"services":["speech_to_text"],"type":"ping","timestamp":1,"data":{}}')
        pong = json.loads(await peer.recv())
    assert pong["type"] == "pong"
    assert "moonshine" in json.dumps(pong)


@pytest.mark.parametrize("path", ["/ready", "/services/text_to_speech/ready"])
async def test_the_cluster_and_each_service_say_that_they_are_ready(cluster, path):
    status, body = await asyncio.to_thread(cluster.read, path)
    assert status == 200
    assert json.loads(body)["ready"] is True


@pytest.fixture(scope="module")
def batches(cluster):
    """What came of the cases of ``support.batches``."""
    status, body = cluster.read("/batches")
    assert status == 200
    return json.loads(body)


def test_utterances_at_the_same_time_are_heard_together(batches):
    assert batches["together"] == {"heard": ["1", "2", "3"], "batches": [[1, 2, 3]]}


def test_no_more_utterances_are_heard_together_than_may(batches):
    assert batches["many"]["batches"] == [[1, 2, 3, 4], [5, 6]]


def test_each_language_is_heard_by_itself(batches):
    assert batches["languages"] == {"heard": ["1", "2", "3"], "batches": [[1, 3], [2]]}


def test_what_fails_fails_for_all_that_were_heard_together(batches):
    assert batches["failing"]["heard"] == ["RecognitionError", "RecognitionError"]
