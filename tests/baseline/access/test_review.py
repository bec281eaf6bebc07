import csv
import datetime
import io
from pathlib import Path
from typing import Any

from soc2_baseline.baseline.access.live import read
from soc2_baseline.core.access.access_review import Live, RoleUse, as_csv, as_html, review
from soc2_baseline.core.access.effective import Effective, effective
from soc2_baseline.core.access.manifest_file import load
from tests.baseline.access.example import DAY, grant, manifest, person, written


def counting(tmp_path: Path, **sections: Any) -> Effective:
    return effective(load(written(tmp_path, **sections), DAY), DAY)


def test_each_way_to_access_is_a_row(tmp_path: Path) -> None:
    rows = review(counting(tmp_path)).rows
    assert [(row.person, row.permission_set, row.account, row.grant) for row in rows] == [
        ("dev@example.com", "operator", "shop-prod", "platform-prod"),
        ("ops@example.com", "operator", "shop-prod", "platform-prod"),
    ]
    assert rows[0].owner == "lead@example.com"
    assert rows[0].expires == "2027-03-31"


def test_people_without_access_are_told(tmp_path: Path) -> None:
    assert "lead@example.com works here and has no access" in review(counting(tmp_path)).dropped


def test_last_use_is_that_of_the_permission_set_in_the_account(tmp_path: Path) -> None:
    live = Live({("operator", "111111111111"): "2026-11-01T00:00:00+00:00"})
    found = review(counting(tmp_path), live)
    assert {row.last_used for row in found.rows} == {"2026-11-01T00:00:00+00:00"}


def test_a_sheet_has_a_line_for_each_row_and_no_formula(tmp_path: Path) -> None:
    grants = [grant("platform-prod", reason="=HYPERLINK(1) and more than that")]
    text = as_csv(review(counting(tmp_path, grants=grants)))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["person"] for row in rows] == ["dev@example.com", "ops@example.com"]
    assert {row["decision"] for row in rows} == {""}
    assert rows[0]["reason"].startswith("'=")


def test_a_page_shows_everything_as_text(tmp_path: Path) -> None:
    people = [*manifest()["people"], person("hr", **{"given-name": "<script>"})]
    live = Live({}, (RoleUse("shared-deploy-update", ""),), ("hr is extra",), ("store: refused",))
    found = review(counting(tmp_path, people=people), live)
    text = as_html(found)
    assert "<script>" not in text
    for said in ("dev@example.com", "shared-deploy-update", "never", "hr is extra", "refused"):
        assert said in text


def test_json_has_what_a_page_has(tmp_path: Path) -> None:
    document = review(counting(tmp_path), Live({}, deviations=("x",))).as_json()
    assert document["schema"] == "baseline/access-review/v1"
    assert document["rows"][0]["person"] == "dev@example.com"
    assert document["live"]["deviations"] == ["x"]


REPORT = (
    "user,password_enabled,mfa_active,access_key_1_active,access_key_1_last_used_date,"
    "access_key_2_active,access_key_2_last_used_date\n"
    "<root_account>,not_supported,false,true,2026-11-01T00:00:00+00:00,false,N/A\n"
    "legacy,true,false,true,N/A,false,N/A\n"
)


class Iam:
    """An IAM with roles of ours, of Identity Center and of others, and a credential report."""

    def get_paginator(self, _operation: str) -> "Iam":
        return self

    def paginate(self) -> list[dict[str, Any]]:
        names = ("shared-people-operator", "AWSReservedSSO_operator_0123456789abcdef", "other")
        return [{"Roles": [{"RoleName": name} for name in names]}]

    def get_role(self, RoleName: str) -> dict[str, Any]:  # noqa: N803 boto3's spelling
        assert RoleName != "other"
        at = datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)
        used = {"LastUsedDate": at, "Region": "eu-central-1"} if "SSO" in RoleName else {}
        arn = f"arn:aws:iam::111111111111:role/{RoleName}"
        return {"Role": {"RoleName": RoleName, "Arn": arn, "RoleLastUsed": used}}

    def generate_credential_report(self) -> dict[str, str]:
        return {"State": "COMPLETE"}

    def get_credential_report(self) -> dict[str, bytes]:
        return {"Content": REPORT.encode()}


class Session:
    def client(self, service: str, **_arguments: Any) -> Any:
        assert service == "iam"
        return Iam()


def test_roles_and_credentials_are_read(tmp_path: Path) -> None:
    found = read(Session(), counting(tmp_path), "eu-central-1", center=False)
    assert [role.role for role in found.roles] == [
        "shared-people-operator",
        "AWSReservedSSO_operator_0123456789abcdef",
    ]
    assert found.last_used == {("operator", "111111111111"): "2026-11-02T00:00:00+00:00"}
    assert found.deviations == (
        "the root user has access keys (key 1 last used 2026-11-01T00:00:00+00:00)",
        "the root user has no MFA",
        "user legacy has a password and no MFA",
        "user legacy is in IAM, not in the manifest (key 1 last used N/A)",
    )
