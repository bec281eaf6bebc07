"""What is created, changed and deleted, as data."""

import uuid
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from soc2_baseline.baseline.sandbox.contract import Handler, Refused, store
from soc2_baseline.baseline.sandbox.models.values import Made, Record, filled


@dataclass(frozen=True)
class Resource:
    """What is created, told, changed, listed and deleted.

    Attributes:
        name: what it is called in the store.
        by: members that tell one from the others, in a record and in the input about it.
        creates: the operation that makes one.
        reads: the operation that tells one.
        lists: the operations that tell all, or those that their input asks for, each with the
            member of its output that holds them.
        updates: the operations that change one.
        deletes: the operation that removes one.
        made: what AWS adds.
        defaults: what it has where the input says nothing.
        changed: what AWS adds at a change.
        within: the input member that holds the values, where there is one.
        renamed: input members that the output calls otherwise.
        under: the member of the output that holds one.
        asked: the input member of ``lists`` with the values of ``by`` that are asked for.
        of: members by which ``lists`` chooses, where its input has them.
        arn: the member with its ARN, by which its tags are asked for.
        tags: the member with its tags, in the input and the record.
        missing: the error's code where there is none.
        exists: the error's code where there is one already; empty if making one changes it then.
        merged: members that keep the entries which the input does not name.
        needs: checks the input of ``creates`` first.
        removable: checks a record before it is deleted.
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
        """What answers its operations."""
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
        """All there are."""
        return list(store(backend, self.name).values())

    def find(self, backend: Any, given: Record) -> Record:
        """The one that an input is about."""
        wanted = self._values(given)
        for record in self.records(backend):
            if self._is(record, wanted):
                return record
        raise Refused(self.missing, f"There is no {self.name} {self._named(wanted)}")

    def _values(self, given: Record) -> Record:
        inner = given.get(self.within) if self.within else None
        flat = {**given, **inner} if isinstance(inner, dict) else given
        return {self.renamed.get(key, key): deepcopy(value) for key, value in flat.items()}

    def create(self, backend: Any, given: Record) -> Record:
        """Make one."""
        if self.needs:
            self.needs(backend, given)
        record = self._over(deepcopy(dict(self.defaults)), self._values(given))
        if not self.exists and self._same(backend, record):
            return self._update(backend, given)
        for member, made in self.made.items():
            record[member] = filled(made, backend, record)
        if self._same(backend, record):
            raise Refused(self.exists, f"There is {self.name} {self._named(record)} already")
        store(backend, self.name)[str(uuid.uuid4())] = record
        return self._told(record)

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
        return self._told(self.find(backend, given))

    def _update(self, backend: Any, given: Record) -> Record:
        record = self.find(backend, given)
        record.update(self._over(record, self._values(given)))
        record.update(filled(self.changed, backend, record))
        return self._told(record)

    def _delete(self, backend: Any, given: Record) -> Record:
        record = self.find(backend, given)
        if self.removable:
            self.removable(backend, record)
        kept = store(backend, self.name)
        for key in [key for key, value in kept.items() if value is record]:
            del kept[key]
        return self._told(record)

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
            raise Refused(self.missing, f"There is no {self.name} {sorted(lacking)}")
        return [record for record in records if not wanted or record[key] in wanted]

    def _told(self, record: Record) -> Record:
        return {**record, self.under: record} if self.under else record
