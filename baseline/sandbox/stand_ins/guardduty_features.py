"""Features of GuardDuty detectors, each set on its own."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in, store
from soc2_baseline.baseline.sandbox.models import Record

_KEPT = "features"


def merged(kept: list[Record], given: list[Record]) -> list[Record]:
    """Merge features by name; later ones replace earlier ones."""
    return list({one["Name"]: one for one in (*kept, *given)}.values())


def _update(backend: Any, given: Record) -> Record:
    detector_id = given["DetectorId"]
    backend.update_detector(
        detector_id, given.get("Enable"), given.get("FindingPublishingFrequency"), None, None
    )
    kept = store(backend, _KEPT)
    kept[detector_id] = merged(kept.get(detector_id, []), given.get("Features", []))
    return {}


def _get(backend: Any, given: Record) -> Record:
    detector = backend.get_detector(given["DetectorId"])
    features = merged(_wire(detector.features), store(backend, _KEPT).get(detector.id, []))
    return {
        "CreatedAt": f"{detector.created_at:%Y-%m-%dT%H:%M:%S.000Z}",
        "UpdatedAt": f"{detector.updated_at:%Y-%m-%dT%H:%M:%S.000Z}",
        "FindingPublishingFrequency": detector.finding_publish_freq,
        "ServiceRole": detector.service_role,
        "Status": "ENABLED" if detector.enabled else "DISABLED",
        "Tags": detector.tags,
        "Features": features,
    }


def _wire(given: Any) -> Any:
    """Rename members from their wire names to those of the model."""
    if isinstance(given, dict):
        return {key[:1].upper() + key[1:]: _wire(value) for key, value in given.items()}
    return [_wire(one) for one in given] if isinstance(given, list) else given


STAND_IN = stand_in(
    name="GuardDuty features",
    gap="moto drops all other features of a detector when one is set",
    service="guardduty",
    handlers={"UpdateDetector": _update, "GetDetector": _get},
)
