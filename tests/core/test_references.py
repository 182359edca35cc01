"""References and tokens."""

from awards.core.references import ALPHABET, new_reference, new_token


def test_a_reference_has_its_prefix_and_only_clear_letters():
    prefix, _, rest = new_reference("NOM").partition("-")
    assert (prefix, len(rest), set(rest) <= set(ALPHABET)) == ("NOM", 7, True)


def test_references_and_tokens_do_not_repeat():
    assert len({new_reference("NOM") for _ in range(1000)}) == 1000
    assert len({new_token() for _ in range(1000)}) == 1000
