"""Cases of the rules about supported versions."""

import datetime
from dataclasses import replace

from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown

BUCKET = made("s3.Bucket")
DAY = datetime.date(2026, 11, 24)
WITHOUT = {"engineLifecycleSupport": "open-source-rds-extended-support-disabled"}


def on(day: datetime.date, case: Case) -> Case:
    """The case as it is on a day."""
    return replace(case, register=Register(today=day))


def function(runtime: object, **props: object) -> Resource:
    return made("lambda.Function", runtime=runtime, **props)


def database(engine: str, version: object, **props: object) -> Resource:
    return made("rds.Instance", engine=engine, engineVersion=version, **props)


def kubernetes(version: object, **props: object) -> Resource:
    return made("eks.Cluster", version=version, **props)


def redis(version: object) -> Resource:
    return made("elasticache.ReplicationGroup", engineVersion=version)


CASES: dict[str, tuple[Case, ...]] = {
    "runtime-supported": (
        *(
            on(DAY, case)
            for case in (
                good(function("python3.13")),
                good(function("python9.9")).named("unknown to the table"),
                good(made("lambda.Function", layers=[])),
                good(kubernetes(None)).named("AWS chooses"),
                good(kubernetes("1.36")),
                good(kubernetes("1.32")).named("in extended support"),
                good(database("postgres", "16.4")),
                good(database("postgres", "13")).named("major only, in extended support"),
                good(database("oracle-ee", "19.0.0.0")),
                good(
                    made(
                        "rds.Cluster", engine="aurora-mysql", engineVersion="8.0.mysql_aurora.3.08"
                    )
                ),
                good(redis("7.1")),
                good(made("elasticache.Cluster", engine="memcached", engineVersion="1.6.22")),
                bad("runtime", function("python3.9")),
                bad("runtime", function("nodejs20.x")),
                bad("kubernetes", kubernetes("1.30")),
                bad("kubernetes", made("eks.NodeGroup", version="1.27")),
                bad("kubernetes", kubernetes("1.32", upgradePolicy={"supportType": "STANDARD"})),
                bad("engine", database("mysql", "5.6.51")),
                bad("engine", database("mariadb", "10.5.29")),
                bad("engine", database("postgres", "9.6.24")),
                bad("engine", database("postgres", "13.15", **WITHOUT)),
                bad("engine", made("rds.Cluster", engineVersion="5.6.10a")),
                bad(
                    "engine",
                    made("rds.GlobalCluster", engine="aurora-mysql", engineVersion="5.6.10a"),
                ),
                bad("engine", redis("3.2.6")),
                unknown("runtime", function(UNKNOWN)),
                unknown("runtime", kubernetes(UNKNOWN)),
                skips(function(None, packageType="Image")),
                skips(BUCKET),
            )
        ),
        on(datetime.date(2025, 12, 15), good(function("python3.9"))).named("the last day"),
        on(datetime.date(2029, 7, 1), bad("engine", database("mysql", "5.7"))),
    ),
    "runtime-supported-recommended": tuple(
        on(DAY, case)
        for case in (
            good(kubernetes("1.34")),
            good(kubernetes("1.30")).named("said by runtime-supported"),
            good(database("mysql", "8.4.3")),
            bad("kubernetes", kubernetes("1.32")),
            bad("engine", database("mysql", "8.0.40")),
            bad("engine", database("postgres", "13")),
            bad("engine", redis("5.0.6")),
            unknown("kubernetes", kubernetes(UNKNOWN)),
            skips(function("python3.9")),
            skips(BUCKET),
        )
    ),
}
