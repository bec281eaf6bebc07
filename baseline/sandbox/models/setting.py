"""Settings as data."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from soc2_baseline.baseline.sandbox.contract import Handler, Refused, store
from soc2_baseline.baseline.sandbox.models.values import Made, Record, filled


@dataclass(frozen=True)
class Setting:
    """Values that are set, not created: they have defaults, and removing them brings these back.

    Attributes:
        name: key in the store.
        reads: the operation that returns the values.
        writes: the operations that set values, each with the values it sets besides its input.
        resets: the operations that restore the defaults.
        defaults: values before anyone set them; None for a setting that may be missing.
        by: input members that identify the setting, if several exist.
        under: output member that holds the values; empty if the output itself does.
        missing: error code if neither values nor defaults exist.
        unset: values that remove a member.
        merged: members whose entries are kept unless a change names them.
        needs: check of the input; it raises if the subject of the setting does not exist.
    """

    name: str
    reads: str
    writes: Mapping[str, Made]
    resets: tuple[str, ...] = ()
    defaults: Made | None = field(default_factory=dict)
    by: tuple[str, ...] = ()
    under: str = ""
    missing: str = "ResourceNotFoundException"
    unset: tuple[Any, ...] = ()
    merged: tuple[str, ...] = ()
    needs: Callable[[Any, Record], Any] | None = None

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of its operations."""
        writes = {operation: self._writer(sets) for operation, sets in self.writes.items()}
        resets = dict.fromkeys(self.resets, self._reset)
        return {self.reads: self._read, **writes, **resets}

    def _key(self, given: Record) -> str:
        return "|".join(str(given.get(member, "")) for member in self.by)

    def _read(self, backend: Any, given: Record) -> Record:
        if self.needs:
            self.needs(backend, given)
        kept = store(backend, self.name).get(self._key(given))
        if kept is None and self.defaults is None:
            raise Refused(self.missing, f"{self.name} {self._key(given)} does not exist")
        return self._output({**self._defaults(backend, given), **(kept or {})})

    def _writer(self, sets: Made) -> Handler:
        def write(backend: Any, given: Record) -> Record:
            if self.needs:
                self.needs(backend, given)
            kept = store(backend, self.name).setdefault(self._key(given), {})
            for member, value in {**given, **filled(sets, backend, given)}.items():
                if value in self.unset:
                    kept.pop(member, None)
                    continue
                before = kept.get(member) or {} if member in self.merged else {}
                kept[member] = {**before, **value} if before else value
            return self._output({**self._defaults(backend, given), **kept})

        return write

    def _reset(self, backend: Any, given: Record) -> Record:
        store(backend, self.name).pop(self._key(given), None)
        return self._output(self._defaults(backend, given))

    def _defaults(self, backend: Any, given: Record) -> Record:
        asked = {member: given[member] for member in self.by if member in given}
        return {**filled(deepcopy(self.defaults or {}), backend, given), **asked}

    def _output(self, values: Record) -> Record:
        return {**values, self.under: values} if self.under else values
