"""A verdict's way over the wire and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soc2_baseline.core.verdicts import Remark, parse, waived_by
from soc2_baseline.core.vocabulary import Verdict

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=200)

KEYS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
DETAILS = st.none() | st.text(st.characters(exclude_characters="]"), min_size=1)
OTHERS = [verdict for verdict in Verdict if verdict is not Verdict.VIOLATION]
STATEMENTS = st.builds(Remark, st.just(Verdict.VIOLATION), KEYS, st.text()) | st.builds(
    Remark, st.sampled_from(OTHERS), KEYS, st.text(), DETAILS
)


@REPRODUCIBLE
@given(STATEMENTS)
def test_round_trip(statement: Remark) -> None:
    assert parse(statement.text()) == statement
    assert statement.key is not None
    assert parse(statement.text(), keys=[statement.key]) == statement


@REPRODUCIBLE
@given(STATEMENTS, st.text(min_size=1))
def test_the_description_in_front_is_dropped(statement: Remark, description: str) -> None:
    assert parse(f"{description}\n{statement.text()}", description) == statement


@REPRODUCIBLE
@given(STATEMENTS | st.builds(Remark, st.just(Verdict.VIOLATION), st.none(), st.text()))
def test_all_of_a_foreign_message_is_its_sentence(statement: Remark) -> None:
    message = statement.text()
    assert parse(message, keys=()) == Remark(Verdict.VIOLATION, None, message)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("versioning: off", Remark(Verdict.VIOLATION, "versioning", "off")),
        ("[error] a: b", Remark(Verdict.ERROR, "a", "b")),
        ("[not-offered no KMS] a: b", Remark(Verdict.NOT_OFFERED, "a", "b", "no KMS")),
        ("[odd] a: b", Remark(Verdict.VIOLATION, None, "[odd] a: b")),
        ("Buckets: none", Remark(Verdict.VIOLATION, None, "Buckets: none")),
        ("two\nlines", Remark(Verdict.VIOLATION, None, "two\nlines")),
    ],
)
def test_grammar(text: str, statement: Remark) -> None:
    assert parse(text) == statement
    assert statement.text() == text


def test_a_bracket_in_a_detail_does_not_end_it() -> None:
    sent = Remark(Verdict.NOT_OFFERED, "vault", "there is none", "moto [5.2] lacks it")
    assert parse(sent.text()) == Remark(
        Verdict.NOT_OFFERED, "vault", "there is none", "moto [5.2) lacks it"
    )


@pytest.mark.parametrize(
    ("verdict", "detail", "exception"),
    [
        (Verdict.WAIVED, waived_by("EX-12", "2027-01-31"), ("EX-12", "2027-01-31")),
        (Verdict.WAIVED, "EX-12", None),
        (Verdict.WAIVED, None, None),
        (Verdict.UNDETERMINED, waived_by("EX-12", "2027-01-31"), None),
    ],
)
def test_which_exception(
    verdict: Verdict, detail: str | None, exception: tuple[str, str] | None
) -> None:
    assert parse(Remark(verdict, "a", "b", detail).text()).exception() == exception
