"""The Merkle tree of RFC 6962: roots, proofs that a record is in it, and that an older tree is its beginning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def leaf_hash(record: bytes) -> bytes:
    """Give the hash of a leaf: SHA-256 of 0x00 and the record."""
    return hashlib.sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of a node: SHA-256 of 0x01 and both its children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree of leaf hashes. Appending costs one or two hashes; a root or a proof about log n of them."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> int:
        """Add one leaf hash (of 32 bytes), and give its position from 0."""
        self._levels[0].append(leaf)
        for height, level in enumerate(self._levels):
            if len(level) % 2:
                break
            if height + 1 == len(self._levels):
                self._levels.append([])
            self._levels[height + 1].append(node_hash(level[-2], level[-1]))
        return len(self) - 1

    def root(self, size: int | None = None) -> bytes:
        """Give the root of the first `size` leaves (of all by default); of none it is the hash of nothing.

        Raises:
            ValueError: there are fewer leaves.
        """
        wanted = self._sized(size)
        return self._hash(0, wanted) if wanted else hashlib.sha256().digest()

    def inclusion(self, position: int, size: int | None = None) -> list[bytes]:
        """Give the hashes that lead from the leaf at `position` to the root of the first `size` leaves.

        Raises:
            ValueError: there is no such leaf in that tree.
        """
        low, high, path = 0, self._sized(size), list[bytes]()
        if not 0 <= position < high:
            raise ValueError(f"There is no leaf {position} among {high}.")
        while high - low > 1:
            middle = low + _split(high - low)
            if position < middle:
                path.append(self._hash(middle, high))
                high = middle
            else:
                path.append(self._hash(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """Give the hashes that show that the first `old` leaves are the beginning of the first `size`.

        Raises:
            ValueError: the old tree is empty, or larger than the new one.
        """
        low, high, path, whole = 0, self._sized(size), list[bytes](), True
        if not 0 < old <= high:
            raise ValueError(f"A tree of {high} has no beginning of {old}.")
        while old < high:
            middle = low + _split(high - low)
            if old <= middle:
                path.append(self._hash(middle, high))
                high = middle
            else:
                path.append(self._hash(low, middle))
                low, whole = middle, False
        return ([] if whole else [self._hash(low, high)]) + path[::-1]

    def _sized(self, size: int | None) -> int:
        wanted = len(self) if size is None else size
        if not 0 <= wanted <= len(self):
            raise ValueError(f"The tree has {len(self)} leaves, not {wanted}.")
        return wanted

    def _hash(self, low: int, high: int) -> bytes:
        width = high - low
        if width & (width - 1) == 0:  # a whole subtree, kept since it was made
            height = width.bit_length() - 1
            return self._levels[height][low >> height]
        middle = low + _split(width)
        return node_hash(self._hash(low, middle), self._hash(middle, high))


def includes(leaf: bytes, proof: Sequence[bytes], *, position: int, size: int, root: bytes) -> bool:
    """Whether the proof leads from the leaf hash at `position` to the root of a tree of `size` leaves."""
    if not 0 <= position < size:
        return False
    number, last, found = position, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if number % 2 or number == last:
            found = node_hash(one, found)
            while number and not number % 2:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, one)
        number, last = number >> 1, last >> 1
    return last == 0 and found == root


def continues(old_root: bytes, new_root: bytes, proof: Sequence[bytes], *, old: int, size: int) -> bool:
    """Whether the proof shows that the tree of `old` leaves is the beginning of the tree of `size`."""
    if old == size:
        return not proof and old_root == new_root
    if not 0 < old < size:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    number, last = old - 1, size - 1
    while number % 2:
        number, last = number >> 1, last >> 1
    return bool(path) and _climbs(path, (number, last), old_root=old_root, new_root=new_root)


def _climbs(path: Sequence[bytes], where: tuple[int, int], *, old_root: bytes, new_root: bytes) -> bool:
    number, last = where
    first = second = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if number % 2 or number == last:
            first, second = node_hash(one, first), node_hash(one, second)
            while number and not number % 2:
                number, last = number >> 1, last >> 1
        else:
            second = node_hash(second, one)
        number, last = number >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(width: int) -> int:
    """Give the largest power of two below the width."""
    return 1 << (width - 1).bit_length() - 1
