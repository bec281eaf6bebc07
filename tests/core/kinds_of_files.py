"""The kinds of files that people write: a good text of each, and the code that reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from soc2_baseline.baseline.preview import pack
from soc2_baseline.baseline.preview import project as preview
from soc2_baseline.baseline.sandbox import project as sandbox
from soc2_baseline.baseline.sandbox import unavailable
from soc2_baseline.components.incident import runbooks
from soc2_baseline.controls import catalog
from soc2_baseline.core import exceptions, vendors
from soc2_baseline.core.access import break_glass_register, manifest_file
from soc2_baseline.policy_pack.catalog import BY_ID
from soc2_baseline.policy_pack.engine import settings_file
from tests.baseline.access.example import DAY, manifest

EXCEPTIONS = """\
- id: EX-1
  rule: s3-versioning
  scope: "*::cache"
  reason: Machines overwrite the same object all day long.
  owner: platform lead
  approver: security lead
  ticket: OPS-1
  expires: 2027-01-31
- id: EX-2
  rule: s3-versioning
  scope: "*::store"
  reason: Machines overwrite the same object all day long.
  owner: platform lead
  approver: security lead
  ticket: OPS-2
  expires: 2027-01-31
"""
VENDORS = """\
- name: Watcher
  purpose: Watches the service from outside.
  owner: operations
  accounts:
    - "222222222222"
  reviewed: 2026-01-31
  review-due: 2027-01-31
"""
POLICIES = """\
profile: dev
reason: The estate is being rebuilt this quarter.
select:
  - services:
      - kms
    level: advisory
rules:
  exemption-hygiene:
    reason: The register lies in another folder.
    options:
      file: other.yaml
"""
REGISTER = """\
- event: event-1
  role: break-glass
  used-by: dev
  used-at: 2027-01-31T04:05:06Z
  reviewer: lead
  reviewed: 2027-02-01
  ticket: OPS-1
  conclusion: The account was locked out of its bucket.
"""
RUNBOOK = """\
title: A key was misused
steps:
  - name: look
    text: Look at the trail.
"""
PROJECT = """\
name: shop
runtime:
  name: python
config:
  shop:size:
    type: integer
    default: 3
"""
STACK = """\
config:
  shop:size: 3
  shop:zones:
    names:
      - a
"""
PACK = """\
runtime:
  name: python
description: A pack.
"""
UNAVAILABLE = """\
aws:a/b:C: It has no stand-in.
"""
CONTROL = (Path(catalog.__file__).parent / "cc6_7.yaml").read_text(encoding="utf-8")
MANIFEST = yaml.safe_dump(manifest(), sort_keys=False)


def _control(folder: Path, _patch: pytest.MonkeyPatch) -> object:
    return catalog.load(folder)


def _runbook(folder: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(runbooks, "FOLDER", folder)
    return runbooks.load("kms")


def _unavailable(folder: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(unavailable, "__file__", str(folder / "unavailable.py"))
    return unavailable.unavailable_types()


def _stack(folder: Path, _patch: pytest.MonkeyPatch) -> object:
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    return preview.load(folder, {})


def _example(folder: Path, _patch: pytest.MonkeyPatch) -> object:
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    return sandbox.Project.at(folder).config({})


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, a good text, the code that reads it, and texts of other shapes."""

    file: str
    text: str
    read: Callable[[Path, pytest.MonkeyPatch], object]
    wrong: tuple[str, ...] = ("7", "text", "- 1", "a: 1")


NOT_MAPPINGS = ("7", "text", "- 1")
KINDS = {
    "exceptions": Kind(
        "exceptions.yaml", EXCEPTIONS, lambda f, _: exceptions.load(f / "exceptions.yaml")
    ),
    "vendors": Kind("vendors.yaml", VENDORS, lambda f, _: vendors.load(f / "vendors.yaml")),
    "policies": Kind(
        "policies.yaml", POLICIES, lambda f, _: settings_file.load(f / "policies.yaml", BY_ID)
    ),
    "manifest": Kind(
        "access.yaml", MANIFEST, lambda f, _: manifest_file.load(f / "access.yaml", DAY)
    ),
    "register": Kind(
        "reviews.yaml", REGISTER, lambda f, _: break_glass_register.load(f / "reviews.yaml")
    ),
    "control": Kind("cc6_7.yaml", CONTROL, _control),
    "runbook": Kind("kms.yaml", RUNBOOK, _runbook, ()),
    "project": Kind("Pulumi.yaml", PROJECT, lambda f, _: preview.load(f, {})),
    "sandbox": Kind("Pulumi.yaml", PROJECT, lambda f, _: sandbox.Project.at(f).config({})),
    "stack": Kind("Pulumi.dev.yaml", STACK, _stack, NOT_MAPPINGS),
    "example": Kind("Pulumi.example.yaml", STACK, _example, NOT_MAPPINGS),
    "pack": Kind("PulumiPolicy.yaml", PACK, lambda f, _: pack.check_folder(f), NOT_MAPPINGS),
    "unavailable": Kind("unavailable.yaml", UNAVAILABLE, _unavailable, ()),
}
