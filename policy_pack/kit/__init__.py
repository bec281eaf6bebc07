"""The kit: everything that a rule needs, under one import.

A rule file imports ``from soc2_baseline.policy_pack.kit import …``, its own siblings, and nothing
else of the pack. The names, by task:

Write a rule
    ``ResourceRule`` judges one resource, ``StackRule`` the graph of a whole stack. Both carry
    ``Severity`` and ``Level``. ``Rule`` is their common base. The function of a ``ResourceRule`` is
    a ``Judge``; ``by_type`` combines judges of single types into one.

Report
    ``Finding`` is one result: a violation, unless it carries another ``Verdict``. ``expect`` yields
    one for a property that fails a test. ``Wire`` names the types that an unknown value may come
    from. ``doubtful`` turns violations into undetermined ones. Raise ``NotApplicable`` for a
    resource that the rule does not cover. ``LATER`` is the sentence for values that only the
    update shows.

Read a resource
    ``Resource.at("kmsKeyId")`` and ``at(value, "rules", 0, "id")`` take one argument per step.
    ``items`` reads a list and ``number`` a number. ``structured`` parses JSON text. ``shown`` reads
    a property that a preview may have dropped. ``contains_unknown``, ``contains_secret`` and
    ``SecretText`` inspect a value. ``Value`` is the type of a property's value. ``Provider`` is the
    provider of a resource. ``RuleMistake`` is raised for a path that names no property.

Read the stack
    ``StackGraph`` has ``of`` (resources by type), ``targets``, ``satellites`` and ``wired``.
    ``guarded`` judges one resource of many. ``unplaced`` lists resources that are attached to
    something unknown. ``token`` spells out a type, such as ``s3.Bucket``.

Unknown values
    ``UNKNOWN`` stands for a value that preview cannot know; compare with ``is``. Using it raises
    ``ValueUnknown``. ``some``, ``either``, ``every``, ``sure`` and ``known`` combine answers, so
    that a sure one wins.

Tests and clauses that many rules share
    ``is_true``, ``is_given``, ``not_off``, ``not_on``, ``there``; ``own_key``, ``is_customer_key``
    and ``CUSTOMER_KEYS`` for customer-managed keys.

IAM
    ``parse`` reads a policy into a ``Document`` of ``ParsedStatement``, ``Principal`` and
    ``Condition``, or raises ``Malformed``. ``open_to_all``, ``foreign_accounts``,
    ``bars_outsiders`` and ``pinned`` answer who has access. ``like`` matches wildcards;
    ``known_first`` and ``unconditional`` help with statements; ``EQUALS`` and ``UNLIKE`` are
    groups of condition operators; ``ACCOUNT`` matches an account number.

The organization
    ``Context`` holds the options of the rule, today's date and the ``Vocabulary`` of the stack,
    with ``Profile``, ``DataClass``, ``Exposure``, ``Tier`` and ``SHARED_TENANT``.

Facts about AWS
    ``table`` reads a dated table of ``core/knowledge``; ``taggable_types`` lists the types that
    take tags.
"""

from soc2_baseline.core.iam.documents import (
    ACCOUNT,
    Condition,
    Document,
    Malformed,
    ParsedStatement,
    Principal,
    like,
    parse,
)
from soc2_baseline.core.iam.operators import EQUALS, UNLIKE
from soc2_baseline.core.iam.statements import known_first, unconditional
from soc2_baseline.core.knowledge.tables import table
from soc2_baseline.core.knowledge.taggable import taggable_types
from soc2_baseline.core.structured import structured
from soc2_baseline.core.tokens import token
from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown, either, every, known, some, sure
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass, Exposure, Profile, Tier, Verdict
from soc2_baseline.policy_pack.kit.audience import (
    bars_outsiders,
    foreign_accounts,
    open_to_all,
    pinned,
)
from soc2_baseline.policy_pack.kit.clauses import not_off, not_on, own_key, there
from soc2_baseline.policy_pack.kit.context import Context, Vocabulary
from soc2_baseline.policy_pack.kit.customer_keys import CUSTOMER_KEYS, is_customer_key
from soc2_baseline.policy_pack.kit.gaps import guarded, shown, unplaced
from soc2_baseline.policy_pack.kit.resources import Provider, Resource, RuleMistake, StackGraph
from soc2_baseline.policy_pack.kit.rule import (
    LATER,
    Finding,
    Judge,
    Level,
    NotApplicable,
    ResourceRule,
    Rule,
    Severity,
    StackRule,
    Wire,
    by_type,
    doubtful,
    expect,
    is_given,
    is_true,
)
from soc2_baseline.policy_pack.kit.values import (
    SecretText,
    Value,
    at,
    contains_secret,
    contains_unknown,
    items,
    number,
)

__all__ = [
    "ACCOUNT",
    "CUSTOMER_KEYS",
    "EQUALS",
    "LATER",
    "SHARED_TENANT",
    "UNKNOWN",
    "UNLIKE",
    "Condition",
    "Context",
    "DataClass",
    "Document",
    "Exposure",
    "Finding",
    "Judge",
    "Level",
    "Malformed",
    "NotApplicable",
    "ParsedStatement",
    "Principal",
    "Profile",
    "Provider",
    "Resource",
    "ResourceRule",
    "Rule",
    "RuleMistake",
    "SecretText",
    "Severity",
    "StackGraph",
    "StackRule",
    "Tier",
    "Value",
    "ValueUnknown",
    "Verdict",
    "Vocabulary",
    "Wire",
    "at",
    "bars_outsiders",
    "by_type",
    "contains_secret",
    "contains_unknown",
    "doubtful",
    "either",
    "every",
    "expect",
    "foreign_accounts",
    "guarded",
    "is_customer_key",
    "is_given",
    "is_true",
    "items",
    "known",
    "known_first",
    "like",
    "not_off",
    "not_on",
    "number",
    "open_to_all",
    "own_key",
    "parse",
    "pinned",
    "shown",
    "some",
    "structured",
    "sure",
    "table",
    "taggable_types",
    "there",
    "token",
    "unconditional",
    "unplaced",
]
