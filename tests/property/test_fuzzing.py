"""A short run of the fuzzer; ``python -m tests.property.fuzzing 100000`` is the long one."""

from __future__ import annotations

from fuzzing import inputs, run


def test_readers_take_broken_files_calmly() -> None:
    assert run(400, seed=7) == []


def test_the_inputs_are_varied_and_mostly_broken() -> None:
    source = inputs(3)
    texts = {next(source)[1] for _ in range(200)}
    assert len(texts) > 190
