"""The account of the SOC 2 baseline; settings are the `baseline:` keys of Pulumi.<stack>.yaml."""

from soc2_baseline.stacks.account.program import account
from soc2_baseline.stacks.account.settings import AccountStackSettings
from soc2_baseline.stacks.common.run import run

run(AccountStackSettings, account)
