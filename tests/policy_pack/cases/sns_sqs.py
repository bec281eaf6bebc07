"""Cases of the rules about Amazon SNS and Amazon SQS."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("s3.Bucket", "other")
KEY = made("kms.Key", "key")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
US, THEM = "111111111111", "999999999999"
ROLE = {"AWS": f"arn:aws:iam::{US}:role/worker"}
BY_SOURCE = {"ArnEquals": {"aws:SourceArn": f"arn:aws:sns:eu-west-1:{US}:topic"}}
OWNED = {"StringEquals": {"AWS:SourceOwner": US}}


def text(principal: Any, action: Any = "sns:Publish", **condition: Any) -> str:
    return json.dumps(document(principal, action, **condition))


def document(principal: Any, action: Any = "sns:Publish", **condition: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}
    return {"Statement": [{**statement, "Condition": condition}]}


def topic(**props: Any) -> Resource:
    return made("sns.Topic", **{"kmsMasterKeyId": ARN, **props})


def topic_policy(policy: Any) -> Resource:
    return made("sns.TopicPolicy", policy=policy)


def subscription(protocol: Any) -> Resource:
    return made("sns.TopicSubscription", protocol=protocol)


def queue(logical: str = "it", /, **props: Any) -> Resource:
    return made("sqs.Queue", logical, **props)


def queue_policy(principal: Any, action: Any = "sqs:SendMessage", **condition: Any) -> Resource:
    return made("sqs.QueuePolicy", policy=document(principal, action, **condition))


def redrive(arn: str) -> str:
    return json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})


FAILED_ARN = f"arn:aws:sqs:eu-west-1:{US}:failed"
FAILED = queue("failed", arn=FAILED_ARN)
WORK = queue("work")
TO_FAILED = wired(queue("work", redrivePolicy=UNKNOWN), redrivePolicy=FAILED)

CASES: dict[str, tuple[Case, ...]] = {
    "sns-guarded": (
        good(topic()),
        good(wired(topic(kmsMasterKeyId=UNKNOWN), kmsMasterKeyId=KEY), KEY).named("wired"),
        good(topic(policy=text({"AWS": "*"}, **OWNED))).named("as-aws-writes-it"),
        good(topic_policy(text({"Service": "events.amazonaws.com"}))),
        good(topic_policy(document(ROLE))).under("ours", account_id=US),
        good(topic_policy(document({"AWS": THEM}))).named("nobody-knows-our-account"),
        good(topic_policy(document({"AWS": THEM}))).under(
            account_id=US, trusted_accounts=frozenset({THEM})
        ),
        good(subscription("https"), subscription("sqs")),
        bad("cmk", made("sns.Topic")),
        bad("cmk", topic(kmsMasterKeyId="alias/aws/sns")),
        bad("public", topic(policy=text("*"))),
        bad("public", topic_policy(document({"AWS": "*"}, "sns:*"))),
        bad("public", topic_policy(text("*", StringEquals={"sns:Protocol": "https"}))),
        bad("public", topic_policy(document({"AWS": ["*", UNKNOWN]}))).named("beside-unknown"),
        bad("foreign", topic_policy(document({"AWS": THEM}))).under(account_id=US),
        bad("malformed", topic_policy("{")),
        bad("http", subscription("http")),
        unknown("cmk", topic(kmsMasterKeyId=UNKNOWN)),
        unknown("public", topic_policy(UNKNOWN)),
        unknown("public", topic_policy(document({"AWS": UNKNOWN}))),
        unknown("foreign", topic_policy(document({"AWS": [UNKNOWN, f"{US}"]}, **OWNED))).under(
            account_id=US
        ),
        unknown("http", subscription(UNKNOWN)),
        skips(OTHER, queue()),
    ),
    "sqs-guarded": (
        good(queue()).named("encrypted-by-default"),
        good(queue(kmsMasterKeyId=UNKNOWN, sqsManagedSseEnabled=False)),
        good(queue(kmsMasterKeyId="alias/aws/sqs"), queue(sqsManagedSseEnabled=True)),
        good(queue_policy({"Service": "sns.amazonaws.com"}, **BY_SOURCE)),
        good(queue_policy({"AWS": f"arn:aws:iam::{US}:root"}, "SQS:*")).named("owner-statement"),
        good(queue_policy("*", "sqs:*", **OWNED)),
        good(queue(policy=json.dumps(document(ROLE, ["sqs:SendMessage", "sqs:ReceiveMessage"])))),
        bad("encryption", queue(sqsManagedSseEnabled=False)),
        bad("public", queue_policy("*")),
        bad("public", queue(policy=text("*", "sqs:SendMessage"))),
        bad("foreign", queue_policy({"AWS": f"arn:aws:iam::{THEM}:root"})).under(account_id=US),
        bad("actions", queue_policy(ROLE, "sqs:*")),
        bad("actions", queue_policy({"Service": "sns.amazonaws.com"}, ["*"], **BY_SOURCE)),
        bad("malformed", queue(policy="[]")),
        unknown("encryption", queue(sqsManagedSseEnabled=UNKNOWN)),
        unknown("public", queue_policy({"AWS": UNKNOWN})),
        skips(OTHER, topic()),
    ),
    "sqs-guarded-recommended": (
        good(TO_FAILED, FAILED).named("wired"),
        good(queue("work", redrivePolicy=redrive(FAILED_ARN)), FAILED).named("by-arn"),
        good(
            queue("work", id="https://q/work"),
            made("sqs.RedrivePolicy", queueUrl="https://q/work", redrivePolicy=redrive(FAILED_ARN)),
            FAILED,
        ).named("by-resource"),
        good(queue("orders-dlq"), queue("it", name="orders_dead_letters")),
        good(
            FAILED,
            wired(
                made("lambda.Function", deadLetterConfig={"targetArn": UNKNOWN}),
                deadLetterConfig=FAILED,
            ),
        ).named("of-a-function"),
        good(queue(redriveAllowPolicy='{"redrivePermission": "allowAll"}')),
        bad("dead-letter", WORK),
        bad("dead-letter", queue(redriveAllowPolicy='{"redrivePermission": "denyAll"}')),
        bad(
            "dead-letter",
            queue("work", id="https://q/work"),
            made(
                "sqs.RedriveAllowPolicy",
                queueUrl="https://q/work",
                redriveAllowPolicy='{"redrivePermission": "denyAll"}',
            ),
        ),
        bad("dead-letter", WORK, queue("others", redrivePolicy=redrive(FAILED_ARN)), FAILED),
        good(
            WORK,
            wired(
                made("sqs.RedriveAllowPolicy", queueUrl=UNKNOWN, redriveAllowPolicy=UNKNOWN),
                queueUrl=WORK,
            ),
        ).named("for-others"),
        unknown("dead-letter", WORK, made("sqs.RedrivePolicy", queueUrl=UNKNOWN)),
        skips(OTHER, topic()),
    ),
}
