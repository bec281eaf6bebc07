"""A small manifest that tests change in one place."""

import copy
import datetime
from pathlib import Path
from typing import Any

import yaml

DAY = datetime.date(2026, 11, 24)


def person(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{name}@example.com",
        "given-name": name.capitalize(),
        "family-name": "Example",
        "manager": "lead@example.com" if name != "lead" else "dev@example.com",
        "started": "2026-01-01",
        **more,
    }


def grant(name: str, **more: Any) -> dict[str, Any]:
    whom = {} if "person" in more else {"group": "platform"}
    return {
        "id": name,
        **whom,
        "permission-set": "operator",
        "accounts": ["shop-prod"],
        "owner": "lead@example.com",
        "reason": "The team answers for the service.",
        "granted": "2026-10-01",
        "expires": "2027-03-31",
        **more,
    }


def allowing(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "purpose": f"What a {name} does.",
        "managed-policies": ["SecurityAudit"],
        **more,
    }


MANIFEST: dict[str, list[dict[str, Any]]] = {
    "accounts": [
        {"id": "111111111111", "name": "shop-prod", "environment": "prod"},
        {"id": "222222222222", "name": "shop-dev", "environment": "dev"},
    ],
    "people": [person("lead"), person("dev"), person("ops")],
    "groups": [
        {
            "name": "platform",
            "purpose": "Operates the platform.",
            "owner": "lead@example.com",
            "members": ["dev@example.com", "ops@example.com"],
        }
    ],
    "permission-sets": [allowing("operator"), allowing("looker")],
    "grants": [grant("platform-prod")],
}


def manifest(**sections: Any) -> dict[str, Any]:
    """The manifest with some sections replaced (underscores for hyphens)."""
    changed = {key.replace("_", "-"): value for key, value in sections.items()}
    return {**copy.deepcopy(MANIFEST), **changed}


def written(folder: Path, name: str = "access.yaml", **sections: Any) -> Path:
    """The same as a file."""
    file = folder / name
    file.write_text(yaml.safe_dump(manifest(**sections)), encoding="utf-8")
    return file
