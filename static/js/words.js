// Counts words exactly as the server does (awards/core/words.py): pieces between white space that hold more than the
// invisible characters which the server drops. The tables are written out in both places; a test counts thousands of
// texts in both. Half a character is sent as U+FFFD, so it counts here.
const WORDS =
  /[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0001}\p{Noncharacter_Code_Point}][^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/gu;

/** Gives the number of words of a text. */
export function countWords(text) {
  return text.match(WORDS)?.length ?? 0;
}
