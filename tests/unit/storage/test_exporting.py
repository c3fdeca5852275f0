import json
from pathlib import Path

import jsonschema
import msgspec
from support.kept import NOW, interview, store_in

from talkup_local.assessment.report import build
from talkup_local.storage.exporting import Exported, export, schema

PAGE = Path(__file__).parents[3] / "docs" / "session.schema.json"


def test_what_is_exported_is_as_documented_and_can_be_read_back(tmp_path):
    record = interview()
    with store_in(tmp_path) as store:
        store.create(record)
        report = build(record, {}, made_at=NOW)
        store.save_report(record.id, "json", msgspec.json.encode(report))
        data = msgspec.json.encode(export(store, record.id))
    documented = json.loads(PAGE.read_text())
    assert documented == json.loads(json.dumps(schema()))
    jsonschema.validate(json.loads(data), documented)
    assert msgspec.json.decode(data, type=Exported).session == record
