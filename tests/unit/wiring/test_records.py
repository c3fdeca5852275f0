"""What a record tells when it is deleted while somebody reads it."""

import pytest
from support.kept import store_in

from talkup_local.errors import RecordUnknown
from talkup_local.wiring.records import as_faults


def test_what_is_deleted_between_two_looks_is_not_there_any_more(tmp_path):
    with store_in(tmp_path) as store, pytest.raises(RecordUnknown), as_faults():
        store.load("iv_0000000000")
