"""The tree of RFC 6962 against the roots that certificate transparency publishes, and its proofs against all others."""

import hashlib

import pytest

from awards.ledger import merkle, verify
from awards.ledger.merkle import Tree, continues, includes, leaf_hash, node_hash

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def published():
    return Tree(leaf_hash(bytes.fromhex(one)) for one in LEAVES)


def grown(size):
    return Tree(leaf_hash(bytes([n])) for n in range(size))


def test_roots_are_the_published_ones():
    assert [published().root(size).hex() for size in range(9)] == ROOTS


def test_the_published_proofs_of_inclusion():
    found = [one.hex() for one in published().inclusion(5)]
    assert found == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_the_published_proof_of_consistency():
    found = [one.hex() for one in published().consistency(6)]
    assert found == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_every_leaf_is_proved_to_be_in_every_tree_and_nowhere_else():
    tree = grown(20)
    for size in range(1, 21):
        for position in range(size):
            proof, root = tree.inclusion(position, size), tree.root(size)
            leaf = leaf_hash(bytes([position]))
            places = [at for at in range(size) if includes(leaf, proof, position=at, size=size, root=root)]
            assert places == [position]
            assert verify.root_by(leaf, proof, (position, size)) == root
            assert not includes(leaf, [*proof, root], position=position, size=size, root=root)
            assert not includes(leaf_hash(b"other"), proof, position=position, size=size, root=root)


def test_every_tree_is_proved_to_be_the_beginning_of_every_longer_one():
    tree, other = grown(20), Tree(leaf_hash(bytes([n + (n == 2)])) for n in range(20))
    for size in range(1, 21):
        for old in range(1, size + 1):
            proof = tree.consistency(old, size)
            assert continues(tree.root(old), tree.root(size), proof, old=old, size=size)
            if old > 2:
                assert not continues(other.root(old), tree.root(size), proof, old=old, size=size)
            assert not continues(tree.root(old), other.root(20), proof, old=old, size=size)


def test_the_checker_folds_the_same_roots():
    tree = grown(33)
    leaves = [leaf_hash(bytes([n])) for n in range(33)]
    assert verify.roots(leaves, set(range(34))) == {size: tree.root(size) for size in range(34)}


def test_what_is_not_there_cannot_be_proved():
    tree = grown(3)
    for wrong in (
        lambda: tree.inclusion(3),
        lambda: tree.consistency(0),
        lambda: tree.consistency(4),
        lambda: tree.root(4),
    ):
        with pytest.raises(ValueError, match="3"):
            wrong()
    assert not continues(tree.root(3), tree.root(3), [], old=0, size=3)
    assert node_hash(b"a", b"b") == hashlib.sha256(b"\x01ab").digest()


def test_a_hundred_thousand_leaves_take_a_hash_each_and_a_proof_no_more_than_two_by_its_depth(monkeypatch):
    made = []
    monkeypatch.setattr(merkle, "node_hash", lambda left, right: made.append(None) or node_hash(left, right))
    tree = Tree(n.to_bytes(32, "big") for n in range(100_000))
    assert len(made) < 100_000
    made.clear()
    proofs = [tree.inclusion(position) for position in range(0, 100_000, 100)]
    assert len(made) <= len(proofs) * 2 * 17  # 2 ** 17 is over 100,000
    assert all(includes((n * 100).to_bytes(32, "big"), proof, position=n * 100, size=100_000, root=tree.root())
               for n, proof in enumerate(proofs))  # fmt: skip
