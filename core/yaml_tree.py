"""YAML as plain values, and every mistake in it with its line."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

MOST_VALUES = 100_000
"""The limit of values that aliases may expand to; a few lines can ask for billions."""
DEEPEST = 60
_STANDARD = "tag:yaml.org,2002:"
_MERGE = f"{_STANDARD}merge"
_TEXTS = {f"{_STANDARD}str", f"{_STANDARD}value"}  # a lone "=" is a text in YAML 1.2


class Mistake(NamedTuple):
    """A mistake in a text: the line, counted from 1, and a sentence."""

    line: int
    sentence: str


class Mistakes(ValueError):
    """A text that is not acceptable YAML.

    Args:
        found: all mistakes, in the order of the text.
    """

    def __init__(self, found: Sequence[Mistake]) -> None:
        self.found = tuple(found)
        super().__init__("; ".join(f"line {line}: {said}" for line, said in self.found))


class Tree(NamedTuple):
    """The values of a text, and the nodes that know their lines."""

    values: Any
    root: Node | None

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of a value, or of the nearest thing around it that exists."""
        line, node = 1, self.root
        if node is not None:
            line = line_of(node)
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def node(self, step: str | int) -> Node | None:
        """Return the node directly below the root at a key or a position."""
        found = _child(self.root, step)
        return found[1] if found else None


def parse(text: str, *, version: str = "1.2", any_key: bool = False) -> Tree:
    """Parse one document.

    Args:
        text: the document.
        version: the YAML version whose rules decide about plain words and numbers.
        any_key: accept numbers and the like as keys; otherwise a key has to be a text.

    Raises:
        Mistakes: the text is not YAML, or holds what only looks like data.
    """
    loader = YAML(typ="safe", pure=True)
    loader.version = version
    loader.max_depth = DEEPEST
    loader.composer.warn_double_anchors = False  # YAML lets a later anchor replace an earlier one
    if other := _directive(text):
        raise Mistakes([other])
    try:
        root = loader.compose(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        said = f"the character U+{ord(text[error.position]):04X} is not allowed"
        raise Mistakes([Mistake(line, said)]) from error
    except MarkedYAMLError as error:
        raise Mistakes([_syntax(error)]) from error
    builder = _Builder(loader, any_key=any_key)
    values = builder.value(root) if root is not None else None
    if builder.mistakes:
        raise Mistakes(sorted(builder.mistakes))
    return Tree(values, root)


def line_of(node: Node) -> int:
    """Return the line of a node, counted from 1."""
    return int(node.start_mark.line) + 1


def scalars(node: Node | None) -> Iterator[ScalarNode]:
    """Yield the plain scalars below a node, each once, with the text that was written."""
    seen: set[int] = set()
    waiting = [node] if node is not None else []
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, ScalarNode):
            yield one
        elif isinstance(one, MappingNode):
            waiting += [part for pair in one.value for part in pair]
        else:
            waiting += one.value


def kind_of(node: Node) -> str:
    """Return the kind of a node in YAML's words, such as ``int``, or its tag."""
    return str(node.tag).removeprefix(_STANDARD)


class _Builder:
    """A builder of plain values from nodes, which collects mistakes."""

    def __init__(self, loader: YAML, *, any_key: bool) -> None:
        self.mistakes: list[Mistake] = []
        self._any_key = any_key
        self._count = 0
        self._done: dict[int, tuple[Any, int]] = {}
        self._open: set[int] = set()
        make = loader.constructor
        self._makers: dict[str, Callable[[Node], Any]] = {
            f"{_STANDARD}null": lambda _: None,
            f"{_STANDARD}bool": make.construct_yaml_bool,
            f"{_STANDARD}int": make.construct_yaml_int,
            f"{_STANDARD}float": make.construct_yaml_float,
            f"{_STANDARD}timestamp": make.construct_yaml_timestamp,
        }

    def value(self, node: Node) -> Any:
        if id(node) in self._done:
            return self._again(node)
        if id(node) in self._open:
            return self._refuse(node, f"the anchor &{node.anchor} refers to itself")
        before = self._count
        self._count += 1
        self._open.add(id(node))
        value = self._new(node)
        self._open.discard(id(node))
        self._done[id(node)] = value, self._count - before
        return value

    def _again(self, node: Node) -> Any:
        """Return the value of an alias, counted as if it were written out."""
        value, size = self._done[id(node)]
        within = self._count <= MOST_VALUES
        self._count += size
        if within and self._count > MOST_VALUES:
            self._refuse(node, f"aliases of &{node.anchor} expand to over {MOST_VALUES:,} values")
        return value

    def _new(self, node: Node) -> Any:
        if isinstance(node, MappingNode) and kind_of(node) == "map":
            return self._mapping(node)
        if isinstance(node, SequenceNode) and kind_of(node) == "seq":
            return [self.value(item) for item in node.value]
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        return self._strange(node)

    def _mapping(self, node: MappingNode) -> dict[Any, Any]:
        merged: dict[Any, Any] = {}
        own: dict[Any, Any] = {}
        lines: dict[Any, int] = {}
        for key_node, value_node in node.value:
            merges = key_node.tag == _MERGE
            key = key_node.value if merges else self._key(key_node)
            mark = (merges, type(key), key)
            if mark in lines:
                said = f"the key {key!r} is already set on line {lines[mark]}; set it once"
                self._refuse(key_node, said)
                continue
            lines[mark] = line_of(key_node)
            if merges:
                merged = self._merged(value_node)
            else:
                own[key] = self.value(value_node)
        return {**merged, **own}

    def _merged(self, node: Node) -> dict[Any, Any]:
        """Return what ``<<`` brings in; the first of several mappings wins."""
        merged: dict[Any, Any] = {}
        for source in node.value if isinstance(node, SequenceNode) else [node]:
            values = self.value(source)
            if isinstance(values, dict):
                merged = {**values, **merged}
            else:
                self._refuse(source, "<< takes a mapping or a list of mappings")
        return merged

    def _key(self, node: Node) -> Any:
        key = self.value(node) if isinstance(node, ScalarNode) else None
        if isinstance(key, str) or (self._any_key and isinstance(node, ScalarNode)):
            return key
        if isinstance(node, ScalarNode):
            return self._refuse(node, f"the key {node.value} is not a text; quote it", node.value)
        return self._refuse(node, "a key has to be a text, not a list or a mapping", id(node))

    def _scalar(self, node: ScalarNode) -> Any:
        if node.tag in _TEXTS:
            return self._text(node)
        make = self._makers.get(str(node.tag))
        if make is None:
            return self._strange(node)
        try:
            return make(node)
        except (ValueError, LookupError, YAMLError):
            kind = {"timestamp": "date"}.get(kind_of(node), kind_of(node))
            return self._refuse(node, f"{node.value[:60]!r} is not a valid {kind}")

    def _text(self, node: ScalarNode) -> Any:
        text = node.value
        if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
            return self._refuse(node, f"{text[:60]!r} holds half a character (a lone surrogate)")
        return text

    def _strange(self, node: Node) -> None:
        said = "is not accepted; write texts, numbers, dates, lists and mappings without tags"
        name = str(node.tag).replace(_STANDARD, "!!")
        self._refuse(node, f"the tag {name} {said}")

    def _refuse(self, node: Node, sentence: str, instead: Any = None) -> Any:
        self.mistakes.append(Mistake(line_of(node), sentence))
        return instead


def _directive(text: str) -> Mistake | None:
    """Return a mistake if the text asks for another version of YAML."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("%YAML") and line.split()[1:2] != ["1.2"]:
            return Mistake(
                number, f"{line.strip()} is not accepted; leave it out, this is YAML 1.2"
            )
        if line.strip() and not line.startswith(("#", "%")):
            return None
    return None


def _syntax(error: MarkedYAMLError) -> Mistake:
    mark = error.problem_mark or error.context_mark
    said = " ".join(str(error.problem or error.context).split())
    if "'\\t'" in said:
        said = "a tab is not allowed here; use spaces"
    elif "found another document" in said:
        said = "a second document begins here; accepted is one document"
    elif "maximum depth" in said:
        said = f"lists and mappings are nested deeper than {DEEPEST} levels"
    return Mistake(mark.line + 1 if mark else 1, said)


def _child(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    """Return the line and the node at a key or a position."""
    if isinstance(node, SequenceNode):
        fits = isinstance(step, int) and 0 <= step < len(node.value)
        return (line_of(node.value[step]), node.value[step]) if fits else None
    if not isinstance(node, MappingNode):
        return None
    for key, value in node.value:
        if key.tag != _MERGE and key.value == str(step):
            return line_of(key), value
    for key, value in node.value:
        for source in value.value if isinstance(value, SequenceNode) else [value]:
            if key.tag == _MERGE and (found := _child(source, step)):
                return found
    return None
