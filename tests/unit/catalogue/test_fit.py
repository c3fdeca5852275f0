import pytest
from support.catalogues import model

from talkup_local.catalogue.fit import fits
from talkup_local.observe.machine import Machine

GIB = 1 << 30


def machine(gib=8, cores=4):
    return Machine(cores=cores, memory_bytes=gib * GIB, memory_free_bytes=gib * GIB)


@pytest.mark.parametrize(
    ("memory_mib", "tier", "here", "cards", "word"),
    [
        (2048, "standard", machine(), (), "yes"),
        (7680, "standard", machine(), (), "too large"),
        (2048, "gpu", machine(), (), "too slow"),
        (2048, "gpu", machine(), (1024, 4096), "on a card"),
        (6000, "gpu", machine(), (4096,), "too slow"),
        (200, "standard", machine(cores=1.5), (), "too slow"),
    ],
)
def test_memory_tier_and_cores_decide(memory_mib, tier, here, cards, word):
    fit = fits(model(("a", b"x"), memory_mib=memory_mib, tier=tier), here, cards)
    assert fit.word == word
    assert fit.ok == (word in ("yes", "on a card"))


def test_what_does_not_fit_is_told_in_numbers():
    fit = fits(model(("a", b"x"), memory_mib=7680), machine())
    assert fit.reason == "needs 7.5 GiB beside the system's 1.0, 8.0 GiB here"
