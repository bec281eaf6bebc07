"""Trust in identity providers: audience and subject of tokens."""

import re
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    NotApplicable,
    ParsedStatement,
    Resource,
    ResourceRule,
    Severity,
    expect,
    known,
    some,
    token,
)
from soc2_baseline.policy_pack.rules.iam.meaning import grants, holding, pins
from soc2_baseline.policy_pack.rules.iam.reading import each, once, trust

_CI_HOSTS = (
    "token.actions.githubusercontent.com",
    "gitlab",
    "bitbucket",
    "circleci",
    "buildkite",
    "app.terraform.io",
    "api.pulumi.com",
)
_WORKLOAD = re.compile(r"oidc\.eks\.|oidc-eks\.|spiffe", re.IGNORECASE)
_GITHUB = re.compile(r"repo:[^/:*?]+/[^/:*?]+:(?P<rest>[^*?].*)", re.DOTALL)
_GITLAB = re.compile(r"project_path:[^:*?]+/[^:*?]+:(?P<rest>[^*?].*)", re.DOTALL)
_NAMED = re.compile(
    r"(?:environment:|ref:refs/(?:heads|tags)/|ref_type:(?:branch|tag):ref:|ref:)(?P<name>.*)",
    re.DOTALL,
)


def is_ci(issuer: str) -> bool:
    """Return whether an issuer makes tokens for pipelines."""
    return any(host in issuer for host in _CI_HOSTS)


def is_for_people(issuer: str) -> bool:
    """Return whether an issuer's tokens are for people, judging by its name."""
    return not is_ci(issuer) and not _WORKLOAD.search(issuer)


def issuers(statement: ParsedStatement) -> Iterator[str]:
    """Yield the issuers of web identities that a statement trusts, as in its condition keys."""
    for principal in statement.principals:
        if principal.kind == "Federated":
            name = str(known(principal.value))
            if ":saml-provider/" not in name:
                yield name.partition(":oidc-provider/")[2] or name


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == token("iam.OpenIdConnectProvider"):
        yield from _judge_provider(resource)
    else:
        yield from _judge_role(resource)


def _judge_provider(provider: Resource) -> Iterator[Finding]:
    # A state that was read from AWS has the issuer without a scheme.
    yield from expect(
        provider.at("url"),
        lambda url: isinstance(url, str) and (url.startswith("https://") or "://" not in url),
        "url",
        "the issuer's URL does not use HTTPS",
    )
    clients = provider.at("clientIdLists")
    if isinstance(clients, list) and some(clients, lambda client: "*" in str(client)):
        yield Finding("clients", "tokens for any audience are accepted")
    else:
        yield from expect(clients, bool, "clients", "client_id_lists names no audience")


def _judge_role(role: Resource) -> Iterator[Finding]:
    document = trust(role)
    if not some(document.allowing(), _is_web_identity):
        raise NotApplicable("web identities may not assume the role")
    yield from once(each(document.allowing(), _statement, "subject"))


def _is_web_identity(statement: ParsedStatement) -> bool:
    return grants(statement, "sts:AssumeRoleWithWebIdentity") and any(issuers(statement))


def _statement(statement: ParsedStatement) -> Iterator[Finding]:
    if not _is_web_identity(statement):
        return
    for issuer in issuers(statement):
        yield from _audience(statement, issuer)
        yield from _subject(statement, issuer)


def _audience(statement: ParsedStatement, issuer: str) -> Iterator[Finding]:
    keys = (f"{issuer}:aud", f"{issuer}:app_id")
    if not some(
        holding(statement, *keys),
        lambda c: bool(c.values) and not some(c.values, lambda v: bool(set(str(v)) & set("*?"))),
    ):
        yield Finding("audience", "the trust policy does not require the token's audience")


def _subject(statement: ParsedStatement, issuer: str) -> Iterator[Finding]:
    if not is_ci(issuer) and pins(statement, f"{issuer}:amr"):
        return
    if not some(
        holding(statement, f"{issuer}:sub"),
        lambda c: bool(c.values) and not some(c.values, lambda v: not _names(issuer, str(v))),
    ):
        what = "repository and ref or environment" if is_ci(issuer) else "subject"
        yield Finding("subject", f"the trust policy does not require the token's {what}")


def _names(issuer: str, subject: str) -> bool:
    """Return whether a subject pattern names the holder of the token."""
    if not set("*?") & set(subject):
        return bool(subject)
    if subject[0] in "*?":
        return False
    form = _GITHUB if "githubusercontent" in issuer else _GITLAB if "gitlab" in issuer else None
    if form is None:
        return True
    match = form.fullmatch(subject)
    rest = _NAMED.match(match["rest"]) if match else None
    return rest is not None and rest["name"][:1] not in ("", "*", "?")


RULES = (
    ResourceRule(
        id="iam-oidc-trust-scoped",
        types=("iam.Role", "iam.OpenIdConnectProvider"),
        criteria=("CC6.1", "CC8.1"),
        severity=Severity.CRITICAL,
        summary="Trust policies for web identities require audience and subject, for pipelines "
        "the ref.",
        fix="In assume_role_policy, require <issuer>:aud and <issuer>:sub (org, repository, ref).",
        keys={
            "subject": "assume_role_policy",
            "audience": "assume_role_policy",
            "url": "url",
            "clients": "client_id_lists",
        },
        reference="IAM user guide: roles for OpenID Connect providers; "
        "checkov CKV_AWS_358, CKV_AWS_393",
        why="Any pipeline of the same provider, including a stranger's fork, can assume the role "
        "and deploy.",
        judge=_judge,
    ),
)
