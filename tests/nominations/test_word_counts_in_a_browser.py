"""Words are counted alike on the server and in a real browser, whatever is typed."""

from __future__ import annotations

import base64
import random
import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from awards.core.words import tidy, word_count
from tests.journeys.portal import CHROMIUM, chromium

pytestmark = [pytest.mark.browser]

SCRIPT = Path(__file__).parents[2] / "static" / "js" / "words.js"
SPACES = [chr(code) for code in range(sys.maxunicode + 1) if re.match(r"\s", chr(code))]
"""Everything that Python calls white space, which is not quite what counts as such here."""
ODD = [
    *"\x00\x07\x1b\x1c\x1d\x1e\x1f\x7f\x80\x85\x9f\xad\u061c\u180e\u200b\u200c\u200d\u200e\u202e\u2060\u2065\u2066\u206f",
    *"\ufeff\ufff9\uffff\ufdd0\u2028\u2029\r\n", "\r\n", "\U0001fffe", "\U000e0001", "\U000e0067", "\u0301", "\ufe0f",
]  # fmt: skip
WORDS = ["a", "it’s", "well-kept", "and/or", "Llŷr", "שלום", "我们", "👩\u200d👧", "🏴\U000e0067\U000e0062", "№5", "—"]
COUNT_ALL = """async ({ script, texts }) => {
  const { countWords } = await import(script);
  const box = document.createElement("textarea");
  return texts.map((text) => { box.value = text; return [countWords(text), countWords(box.value)]; });
}"""


def invented_texts(number: int) -> list[str]:
    """Texts of every kind: some like prose, some of nothing but oddities, some of any characters at all."""
    chance = random.Random(20240223)  # noqa: S311 - the same texts every time
    texts = ["", " ", "\ufeff", "one", "one\u200btwo", "one \u200b two", "one\u00a0two", "one\x1ctwo", "one\u0085two"]
    while len(texts) < number:
        pieces = chance.choice([WORDS + SPACES, WORDS + ODD + SPACES, ODD + SPACES, ODD, None])
        length = chance.randrange(60)
        texts.append("".join(chance.choice(pieces) if pieces else any_character(chance) for _ in range(length)))
    return texts


def any_character(chance: random.Random) -> str:
    """Any character but half of one, which a browser replaces before it sends it."""
    code = chance.randrange(sys.maxunicode + 1)
    return chr(code) if not 0xD800 <= code < 0xE000 else " "


def counted_in_a_browser(texts: list[str]) -> list[list[int]]:
    script = "data:text/javascript;base64," + base64.b64encode(SCRIPT.read_bytes()).decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        counted = browser.new_page().evaluate(COUNT_ALL, {"script": script, "texts": texts})
        browser.close()
    return counted


def test_server_and_browser_count_thousands_of_texts_alike():
    texts = invented_texts(6000)
    counted = counted_in_a_browser(texts)
    expected = [[word_count(text), word_count(tidy(text))] for text in texts]
    assert [text for text, one, other in zip(texts, counted, expected, strict=True) if one != other] == []
    assert sum(one for one, _ in counted) > 10_000  # they did hold words


def test_every_single_character_counts_alike():
    every = [chr(code) for code in range(0x3200) if not 0xD800 <= code < 0xE000]
    every += [chr(code) for code in (*range(0xFB00, 0x10000), *range(0x1BCA0, 0x1BCB0), *range(0xE0000, 0xE0080))]
    texts = [f"a{character}b {character} c" for character in every]
    counted = counted_in_a_browser(texts)
    assert counted == [[word_count(text), word_count(tidy(text))] for text in texts]
