"""The inputs after the AWS provider's Check, which adds the merged tags."""

from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.rpc import UNKNOWN as UNKNOWN_TEXT

from soc2_baseline.baseline.preview.monitor import Registration
from soc2_baseline.core.knowledge.taggable import taggable_types
from soc2_baseline.core.tokens import canonical
from soc2_baseline.policy_pack.engine.properties import read, read_some
from soc2_baseline.policy_pack.kit import Provider, contains_unknown


def checked_inputs(registration: Registration, provider: Registration | None) -> Struct:
    """Return the inputs as the engine would hand them to a policy pack."""
    if canonical(registration.type) not in taggable_types():
        return registration.inputs
    default: Any = Provider("", read(provider.inputs)).default_tags() if provider else {}
    own: Any = read_some(registration.inputs, ["tags"]).get("tags", {})
    checked = Struct()
    checked.CopyFrom(registration.inputs)
    if contains_unknown(default) or contains_unknown(own):
        checked["tagsAll"] = UNKNOWN_TEXT  # one unknown tag makes all of them unknown
    else:
        checked["tagsAll"] = {**default, **own}
    return checked
