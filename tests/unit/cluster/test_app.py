from pathlib import Path

import pytest
import yaml
from ray.serve.schema import ServeDeploySchema

from talkup_local.cluster import app, front
from talkup_local.config.services import Services
from talkup_local.errors import ConfigError

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "cluster.yaml"


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ({}, "service"),
        ({"service": "juggling"}, "juggling"),
        ({"service": "llm", "replicas": 2}, "replicas"),
        ({"service": "llm", "share": "perhaps"}, "share"),
    ],
)
def test_arguments_that_make_no_service_are_told(args, reason):
    with pytest.raises(ConfigError, match=reason):
        app.build(args)


@pytest.mark.parametrize("name", Services.__struct_fields__)
def test_every_service_makes_an_application(name):
    assert app.build({"service": name.replace("_", "-"), "share": "false"})


def test_the_example_is_a_file_of_ray_serve_whose_services_exist():
    deployed = ServeDeploySchema.model_validate(yaml.safe_load(EXAMPLE.read_text()))
    for application in deployed.applications:
        module = front if application.name == "front" else app
        assert application.import_path == f"{module.__name__}:build"
        assert module.build(application.args)
        for deployment in application.deployments:
            assert application.route_prefix == f"/services/{deployment.name}"


def test_ray_that_reports_its_use_serves_nothing(monkeypatch):
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "1")
    with pytest.raises(ConfigError, match="--disable-usage-stats"):
        app.check_silent()


def test_ray_that_keeps_silent_may_serve(monkeypatch):
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    app.check_silent()
