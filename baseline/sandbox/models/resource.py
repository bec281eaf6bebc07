"""Resources as data."""

import uuid
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from soc2_baseline.baseline.sandbox.contract import Handler, Refused, store
from soc2_baseline.baseline.sandbox.models.values import Made, Record, filled


@dataclass(frozen=True)
class Resource:
    """A resource that is created, read, updated, listed and deleted.

    Attributes:
        name: key in the store.
        by: members that identify a record (its primary key).
        creates: the operation that creates a record.
        reads: the operation that returns a record.
        lists: the operations that list records, each with the member of its output that holds
            them.
        updates: the operations that update a record.
        deletes: the operation that deletes a record.
        made: members that AWS adds to a new record.
        defaults: values of members that the input leaves out.
        changed: members that AWS sets at an update.
        within: input member that holds the values; empty if the input itself does.
        renamed: input members that have another name in the output.
        under: output member that holds the record.
        asked: input member of the list operations that filters by key.
        of: members that the list operations filter by if their input has them.
        arn: member with the ARN, which identifies the record in tag operations.
        tags: member with the tags, in the input and the record.
        missing: error code if the record does not exist.
        exists: error code if it exists already; empty if creating it again updates it.
        merged: members whose entries are kept unless the input names them.
        needs: check of the input before a record is created.
        removable: check of a record before it is deleted.
    """

    name: str
    by: tuple[str, ...]
    creates: str
    reads: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)
    updates: tuple[str, ...] = ()
    deletes: str = ""
    made: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    changed: Made = field(default_factory=dict)
    within: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    under: str = ""
    asked: str = ""
    of: tuple[str, ...] = ()
    arn: str = "arn"
    tags: str = ""
    missing: str = "ResourceNotFoundException"
    exists: str = "ConflictException"
    merged: tuple[str, ...] = ()
    needs: Callable[[Any, Record], Any] | None = None
    removable: Callable[[Any, Record], Any] | None = None

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of its operations."""
        found: dict[str, Handler] = {
            self.creates: self.create,
            self.reads: self._read,
            self.deletes: self._delete,
            **dict.fromkeys(self.updates, self._update),
            **{operation: self._lister(member) for operation, member in self.lists.items()},
        }
        found.pop("", None)
        return found

    def records(self, backend: Any) -> list[Record]:
        """Return all records."""
        return list(store(backend, self.name).values())

    def find(self, backend: Any, given: Record) -> Record:
        """Find the record that an input identifies."""
        wanted = self._values(given)
        for record in self.records(backend):
            if self._is(record, wanted):
                return record
        raise Refused(self.missing, f"{self.name} {self._named(wanted)} does not exist")

    def _values(self, given: Record) -> Record:
        inner = given.get(self.within) if self.within else None
        flat = {**given, **inner} if isinstance(inner, dict) else given
        return {self.renamed.get(key, key): deepcopy(value) for key, value in flat.items()}

    def create(self, backend: Any, given: Record) -> Record:
        """Create a record."""
        if self.needs:
            self.needs(backend, given)
        record = self._over(deepcopy(dict(self.defaults)), self._values(given))
        if not self.exists and self._same(backend, record):
            return self._update(backend, given)
        for member, made in self.made.items():
            record[member] = filled(made, backend, record)
        if self._same(backend, record):
            raise Refused(self.exists, f"{self.name} {self._named(record)} exists already")
        store(backend, self.name)[str(uuid.uuid4())] = record
        return self._output(record)

    def _over(self, before: Record, given: Record) -> Record:
        both = {
            member: {**before[member], **(given[member] or {})}
            for member in self.merged
            if member in before and member in given
        }
        return {**before, **given, **both}

    def _same(self, backend: Any, record: Record) -> bool:
        return any(self._is(one, record) for one in self.records(backend))

    def _named(self, record: Record) -> Record:
        return {member: record[member] for member in self.by if member in record}

    def _is(self, record: Record, wanted: Record) -> bool:
        named = self._named(wanted)
        return bool(named) and named.items() <= self._named(record).items()

    def _read(self, backend: Any, given: Record) -> Record:
        return self._output(self.find(backend, given))

    def _update(self, backend: Any, given: Record) -> Record:
        record = self.find(backend, given)
        record.update(self._over(record, self._values(given)))
        record.update(filled(self.changed, backend, record))
        return self._output(record)

    def _delete(self, backend: Any, given: Record) -> Record:
        record = self.find(backend, given)
        if self.removable:
            self.removable(backend, record)
        kept = store(backend, self.name)
        for key in [key for key, value in kept.items() if value is record]:
            del kept[key]
        return self._output(record)

    def _lister(self, member: str) -> Handler:
        return lambda backend, given: {member: self._chosen(backend, given)}

    def _chosen(self, backend: Any, given: Record) -> list[Record]:
        records = [
            record
            for record in self.records(backend)
            if all(record.get(member) == given[member] for member in self.of if member in given)
        ]
        wanted = given.get(self.asked) or []
        key = self.by[0]
        lacking = set(wanted) - {record[key] for record in records}
        if lacking and self.missing:
            raise Refused(self.missing, f"{self.name} {sorted(lacking)} does not exist")
        return [record for record in records if not wanted or record[key] in wanted]

    def _output(self, record: Record) -> Record:
        return {**record, self.under: record} if self.under else record
