from pathlib import Path

import pytest

from talkup_local.config import load, reference
from talkup_local.config.load import is_loopback, settings
from talkup_local.config.model import Config
from talkup_local.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(**kwargs) -> str:
    with pytest.raises(ConfigError) as caught:
        load(**kwargs)
    return str(caught.value)


def test_without_a_file_the_defaults_are_in_force(tmp_path):
    assert load(folder=tmp_path) == (Config(), tmp_path)


def test_a_file_beats_the_defaults(tmp_path):
    path = write(tmp_path, "[server]\nport = 9000\n")
    assert load(path)[0].server.port == 9000


def test_the_environment_beats_the_file(tmp_path):
    path = write(tmp_path, "[server]\nport = 9000\n")
    config, _ = load(path, environment={"TALKUP_SERVER_PORT": "9001"})
    assert config.server.port == 9001


def test_flags_beat_the_environment(tmp_path):
    environment = {"TALKUP_SERVER_PORT": "9001"}
    config, _ = load(folder=tmp_path, environment=environment, flags={"server.port": 9002})
    assert config.server.port == 9002


def test_an_unused_flag_changes_nothing(tmp_path):
    config, _ = load(folder=tmp_path, flags={"server.port": None})
    assert config == Config()


def test_the_environment_may_name_the_file(tmp_path):
    path = tmp_path / "other.toml"
    path.write_text('profile = "embedded"\n', encoding="utf-8")
    config, folder = load(environment={"TALKUP_CONFIG": str(path)})
    assert (config.profile, folder) == ("embedded", tmp_path)


def test_an_unknown_key_is_named_with_its_line_and_a_guess(tmp_path):
    path = write(tmp_path, "[server]\nprot = 9000\n")
    assert refusal(path=path) == (
        "config.toml, line 2: server.prot: there is no such setting. Did you mean server.port?"
    )


def test_an_unknown_table_is_named_with_its_line(tmp_path):
    path = write(tmp_path, "\n[sever]\nport = 9000\n")
    assert refusal(path=path).startswith("config.toml, line 2: sever: there is no such setting")


def test_a_wrong_type_is_named_with_its_line(tmp_path):
    path = write(tmp_path, '[server]\n# a comment\nport = "x"\n')
    assert refusal(path=path) == "config.toml, line 3: server.port: expected `int`, got `str`"


def test_a_value_out_of_range_is_named(tmp_path):
    path = write(tmp_path, "server.port = 70000\n")
    assert refusal(path=path) == "config.toml, line 1: server.port: expected `int` <= 65535"


def test_a_service_that_is_none_is_named(tmp_path):
    path = write(tmp_path, 'stream.services = ["speech_to_text", "lmm"]\n')
    assert "stream.services" in refusal(path=path)
    assert "lmm" in refusal(path=path)


def test_broken_toml_is_named_with_its_line(tmp_path):
    assert "line 1" in refusal(path=write(tmp_path, "[server\n"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "there is no such file" in refusal(path=tmp_path / "absent.toml")


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8 text" in refusal(path=path)


def test_an_unknown_variable_is_named_with_a_guess(tmp_path):
    text = refusal(folder=tmp_path, environment={"TALKUP_SERVER_PROT": "1"})
    assert "environment variable TALKUP_SERVER_PROT" in text
    assert "Did you mean TALKUP_SERVER_PORT?" in text


def test_a_variable_of_the_wrong_type_is_named(tmp_path):
    text = refusal(folder=tmp_path, environment={"TALKUP_SERVER_PORT": "x"})
    assert "environment variable TALKUP_SERVER_PORT: server.port" in text


def test_other_variables_are_ignored(tmp_path):
    assert load(folder=tmp_path, environment={"PATH": "/bin"})[0] == Config()


def test_a_bind_beyond_loopback_is_refused_with_the_mend(tmp_path):
    text = refusal(folder=tmp_path, flags={"server.host": "0.0.0.0"})
    assert text.startswith("flag --host: server.host")
    assert "--insecure" in text


def test_a_bind_beyond_loopback_may_be_forced(tmp_path):
    flags = {"server.host": "0.0.0.0", "server.insecure": True}
    assert load(folder=tmp_path, flags=flags)[0].server.host == "0.0.0.0"


def test_a_bind_beyond_loopback_is_fine_with_encryption_and_tokens(tmp_path):
    flags = {"server.host": "0.0.0.0", "tls.cert": "cert.pem", "tls.key": "key.pem"}
    assert load(folder=tmp_path, flags=flags)[0].auth.required == "auto"


def test_encryption_alone_does_not_do(tmp_path):
    flags = {"server.host": "0.0.0.0", "tls.cert": "cert.pem", "tls.key": "key.pem"}
    text = refusal(folder=tmp_path, flags={**flags, "auth.required": "never"})
    assert "auth.required: is never" in text
    assert "talkup-local token add" in text


@pytest.mark.parametrize(("given", "missing"), [("tls.cert", "tls.key"), ("tls.key", "tls.cert")])
def test_a_certificate_and_its_key_come_together(tmp_path, given, missing):
    assert f"{missing}: is missing" in refusal(folder=tmp_path, flags={given: "x.pem"})


def test_commands_that_mend_a_configuration_can_read_it(tmp_path):
    path = write(tmp_path, '[server]\nhost = "0.0.0.0"\n')
    assert load(path, check=False)[0].server.host == "0.0.0.0"


def test_a_list_in_the_environment_is_written_with_commas(tmp_path):
    environment = {"TALKUP_AUTH_ORIGINS": "https://a.example, https://b.example"}
    config, _ = load(folder=tmp_path, environment=environment)
    assert config.auth.origins == ("https://a.example", "https://b.example")


def test_limits_that_contradict_each_other_are_refused(tmp_path):
    path = write(tmp_path, "[limits]\naudio_message_bytes = 2048\n")
    assert "limits.control_message_bytes" in refusal(path=path)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("box", False)],
)
def test_loopback_is_told_from_the_rest(host, expected):
    assert is_loopback(host) is expected


def test_every_setting_is_described():
    assert [setting.key for setting in settings() if not setting.description] == []


def test_the_rendered_file_gives_the_defaults_back(tmp_path):
    assert load(write(tmp_path, reference.toml()))[0] == Config()


def test_no_token_is_ever_shown(tmp_path):
    flags = {"services.llm.token": "sesame", "services.speech_to_text.url": "ws://far"}
    config, _ = load(folder=tmp_path, flags=flags)
    shown = reference.toml(config) + repr(reference.values(config))
    assert "sesame" not in shown
    assert reference.values(config)["services.llm.token"] == "***"
    assert reference.values(config)["services.text_to_speech.token"] == ""
    assert reference.values(config)["services.speech_to_text.url"] == "ws://far"


def test_a_rendered_configuration_gives_itself_back(tmp_path):
    config, _ = load(folder=tmp_path, flags={"server.port": 1, "tts.voice": 'a "b"'})
    assert load(write(tmp_path, reference.toml(config)))[0] == config


def test_a_setting_of_the_wrong_form_says_which_forms_there_are(tmp_path):
    flags = {"services.speech_to_text.url": "http://127.0.0.1/v1"}
    with pytest.raises(ConfigError) as caught:
        load(folder=tmp_path, flags=flags)
    assert "none of the forms" in str(caught.value)
    assert "`wss://...`" in str(caught.value)


@pytest.mark.parametrize(
    "url", ["ws://", "ws://far:99999/", "wss://far:port/", "ws://a..b/", "ws://[::1/", "ws://far:0"]
)
def test_an_address_that_there_can_not_be_is_refused_without_its_secrets(tmp_path, url):
    address = f"{url}?key=secret"
    with pytest.raises(ConfigError) as caught:
        load(folder=tmp_path, flags={"services.llm.url": address})
    assert caught.value.key == "services.llm"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("token", ["secret\n", "s\u00e9cret", "secret\udcff"])
def test_a_token_that_can_not_be_sent_is_refused_without_being_shown(tmp_path, token):
    with pytest.raises(ConfigError) as caught:
        load(folder=tmp_path, flags={"services.llm.token": token})
    assert caught.value.key == "services.llm"
    assert "cret" not in str(caught.value)
