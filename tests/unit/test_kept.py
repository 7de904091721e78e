"""A kept property: worked out once, for each thing of its own."""

from dataclasses import dataclass, replace

from coach.language.kept import kept


@dataclass(frozen=True)
class Sum:
    parts: tuple[int, ...]
    asked: tuple[list[str], ...] = ([],)

    @kept
    def whole(self) -> int:
        """The parts added up."""
        self.asked[0].append("whole")
        return sum(self.parts)


def test_is_worked_out_once() -> None:
    one = Sum((1, 2), ([],))
    assert [one.whole, one.whole] == [3, 3]
    assert one.asked[0] == ["whole"]


def test_belongs_to_one_thing() -> None:
    one = Sum((1, 2))
    assert one.whole == 3
    assert replace(one, parts=(4, 5)).whole == 9
    assert one == Sum((1, 2))  # what is kept is no part of the thing


def test_says_what_it_is() -> None:
    assert Sum.whole.__doc__ == "The parts added up."
