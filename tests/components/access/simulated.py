"""What a role of ours may do, by the simulator, from what was registered."""

import json
from typing import Any

from soc2_baseline.core.control_policies.simulate import Access, Request, decide
from tests.support.recorder import Recorded, Recording

ACCOUNT = "123456789012"


class Role:
    """A role with its policies and its boundary, as a recording has them."""

    def __init__(self, recording: Recording, name: str) -> None:
        self.role: Recorded = next(r for r in recording.of("iam.Role") if r.inputs["name"] == name)
        self.name = name
        texts = {p.urn: str(p.inputs["policy"]) for p in recording.of("iam.Policy")}

        def text_of(resource: Recorded, name: str) -> str:
            """The policy that a property comes from: its ARN is made up, its edge is not."""
            (urn,) = resource.registration.property_dependencies[name]
            return texts[urn]

        attached = [
            text_of(a, "policyArn")
            for a in recording.of("iam.RolePolicyAttachment")
            if a.inputs["role"] == name
        ]
        inline = [
            p.inputs["policy"] for p in recording.of("iam.RolePolicy") if p.inputs["role"] == name
        ]
        self.identity = [s for text in (*attached, *inline) for s in json.loads(text)["Statement"]]
        bound = "permissionsBoundary" in self.role.inputs
        self.boundary = text_of(self.role, "permissionsBoundary") if bound else None

    @property
    def trust(self) -> list[dict[str, Any]]:
        statements: list[dict[str, Any]] = json.loads(self.role.inputs["assumeRolePolicy"])[
            "Statement"
        ]
        return statements

    def may(self, action: str, resource: str = "*", **keys: Any) -> bool:
        """Whether a request is allowed; keys have an underscore for the first colon."""
        context: dict[str, Any] = {"aws:ResourceAccount": ACCOUNT}
        context |= {key.replace("_", ":", 1): value for key, value in keys.items()}
        request = Request(
            principal=f"arn:aws:iam::{ACCOUNT}:role/{self.name}",
            action=action,
            resource=resource,
            keys=context,
            boundary=self.boundary,
            identity=json.dumps({"Version": "2012-10-17", "Statement": self.identity}),
        )
        answer = decide(request, ()).access
        assert answer is not Access.UNKNOWN, (action, resource)
        return answer is Access.ALLOWED


def iam(resource: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:{resource}"
