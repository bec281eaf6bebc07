import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from tests.baseline.access.example import grant, manifest, person, written
from tests.support.commands import baseline

DAY = ("--today", "2026-11-24")
ROLE = "arn:aws:iam::123456789012:role/shared-account-break-glass"
USED_AT = 1795147200  # 2026-11-20 04:00 in UTC
USE = {
    "EventId": "event-1",
    "EventName": "AssumeRole",
    "EventTime": USED_AT,
    "CloudTrailEvent": json.dumps(
        {
            "requestParameters": {"roleArn": ROLE},
            "userIdentity": {"arn": "arn:aws:iam::123456789012:user/dev"},
        }
    ),
}


class _CloudTrail(BaseHTTPRequestHandler):
    """Answers LookupEvents, which moto lacks, with one use of the role."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["X-Amz-Target"].endswith(".LookupEvents")
        name = asked["LookupAttributes"][0]["AttributeValue"]
        answer = json.dumps({"Events": [USE] if name == ROLE else []}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def cloudtrail() -> Iterator[dict[str, str]]:
    with HTTPServer(("127.0.0.1", 0), _CloudTrail) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }
        server.shutdown()
        thread.join()


def test_a_whole_manifest_passes(tmp_path: Path) -> None:
    sets = manifest()["permission-sets"][:1]
    done = baseline("access", "check", str(written(tmp_path, permission_sets=sets)), *DAY)
    assert done.stdout.startswith("3 people, 1 groups, 1 permission sets, 1 assignments")


def test_what_gives_nothing_is_a_finding(tmp_path: Path) -> None:
    file = written(tmp_path, grants=[grant("late", expires="2026-11-20")])
    done = baseline("access", "check", str(file), *DAY, "--format", "json", code=1)
    document = json.loads(done.stdout)
    assert document["assignments"] == 0
    assert document["dropped"][0].startswith("grant late expired on 2026-11-20")


def test_a_wrong_manifest_is_told_whole(tmp_path: Path) -> None:
    bad = [grant("a", group="nobody"), grant("b", expires="2026-01-01")]
    done = baseline("access", "check", str(written(tmp_path, grants=bad)), *DAY, code=2)
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert "grants[0] 'a': group 'nobody' is unknown" in lines[0]
    assert "grants[1] 'b': expires 2026-01-01 is not after granted 2026-10-01" in lines[1]


def test_a_wrong_day_is_refused(tmp_path: Path) -> None:
    done = baseline("access", "check", str(written(tmp_path)), "--today", "later", code=2)
    assert "--today 'later'; accepted is a date as 2027-01-31" in done.stderr


def test_a_change_is_shown_for_a_pull_request(tmp_path: Path) -> None:
    old = written(tmp_path, "old.yaml")
    people = [person("lead"), person("dev"), person("ops", leaves="2026-11-23")]
    new = written(tmp_path, "new.yaml", people=people)
    comment = tmp_path / "comment.md"
    diff = ("access", "diff", str(old), str(new), *DAY)
    baseline(*diff, "--format", "markdown", "--output", str(comment))
    assert "**leaver** | `ops@example.com`" in comment.read_text()
    document = json.loads(baseline(*diff, "--format", "json").stdout)
    assert [each["kind"] for each in document["people"]] == ["leaver"]
    assert "leaver" in baseline(*diff).stdout


def test_a_new_grant_that_has_expired_is_a_finding(tmp_path: Path) -> None:
    old = written(tmp_path, "old.yaml")
    late = grant("late", accounts=["shop-dev"], expires="2026-11-20")
    new = written(tmp_path, "new.yaml", grants=[grant("platform-prod"), late])
    done = baseline("access", "diff", str(old), str(new), *DAY, code=1)
    assert "REFUSED grant late is new and expired on 2026-11-20" in done.stdout


def test_a_review_is_exported(tmp_path: Path) -> None:
    file, sheet = written(tmp_path), tmp_path / "review.csv"
    baseline("access", "review", str(file), *DAY, "--format", "csv", "--output", str(sheet))
    assert sheet.read_text().startswith("person,name,manager,group,permission_set,account")
    assert "dev@example.com" in baseline("access", "review", str(file), *DAY).stdout


def test_the_gate_wants_a_role() -> None:
    done = baseline("access", "gate", "--role", "admin", "--region", "eu-central-1", code=2)
    assert "--role 'admin'; accepted is the ARN of a role" in done.stderr


def test_the_gate_cannot_say_what_it_cannot_read(tmp_path: Path) -> None:
    done = baseline(
        *("access", "gate", "--region", "eu-central-1"),
        *("--role", "arn:aws:iam::123456789012:role/shared-account-break-glass"),
        *("--reviews", str(tmp_path / "none.yaml")),
        code=3,
        AWS_ENDPOINT_URL="http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_MAX_ATTEMPTS="1",
    )
    assert "CloudTrail of eu-central-1 cannot be read" in done.stderr


def test_a_window_has_an_incident() -> None:
    done = baseline("access", "open-break-glass", "shared-account-break-glass", code=2)
    assert (
        "--ticket is missing; accepted is the incident that the role is opened for" in done.stderr
    )


def test_an_unreviewed_use_stops_the_deployment(tmp_path: Path, cloudtrail: dict[str, str]) -> None:
    register = tmp_path / "break-glass-reviews.yaml"
    gate = ("access", "gate", "--role", ROLE, "--region", "eu-central-1")
    command = (*gate, "--reviews", str(register))
    blocked = baseline(*command, code=1, **cloudtrail).stdout
    assert "BLOCKED AssumeRole of shared-account-break-glass" in blocked
    assert "is not in the register" in blocked
    # What it prints goes into the register as it is.
    register.write_text(blocked.partition("For the register:\n")[2])
    assert "has no review" in baseline(*command, code=1, **cloudtrail).stdout
    (entry,) = yaml.safe_load(register.read_text())
    entry |= {"reviewer": "lead", "reviewed": "2026-11-21", "ticket": "INC-7"}
    entry["conclusion"] = "Restarted the broker, nothing else."
    register.write_text(yaml.safe_dump([entry]))
    assert (
        "1 uses of break-glass, all of them reviewed"
        in baseline(*command, code=0, **cloudtrail).stdout
    )
    register.write_text(yaml.safe_dump([entry | {"reviewer": "dev"}]))
    document = json.loads(baseline(*command, "--format", "json", code=1, **cloudtrail).stdout)
    assert document["blocking"][0]["problem"] == "was reviewed by its user, dev"
