"""What is kept of a release comes back equal, and nobody can change it then either."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from scripts import registry
from scripts.model.pickling import by_slots
from tests.disclosures import sample


@by_slots
@dataclass(frozen=True, slots=True)
class Pair:
    one: int
    other: tuple[int, ...] = field(default=(), compare=False)


def test_a_value_comes_back_with_every_field_and_frozen() -> None:
    back = pickle.loads(pickle.dumps(Pair(0, (1, 2)), protocol=5))
    assert (type(back), back.one, back.other) == (Pair, 0, (1, 2))
    with pytest.raises(FrozenInstanceError):
        back.one = 3


@pytest.mark.parametrize("room", registry.disclosures(), ids=str)
def test_all_that_a_room_makes_comes_back_equal(room: registry.Disclosure) -> None:
    made = sample.edition(room)
    for part in (made.figures, made.grids, made.mentions, made.listing, made.identities, made.items):
        assert pickle.loads(pickle.dumps(part, protocol=5)) == part
