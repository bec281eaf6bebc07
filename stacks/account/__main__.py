"""The account of the SOC 2 baseline; settings are the `baseline:` keys of Pulumi.<stack>.yaml."""

from stacks.account_settings import AccountStackSettings
from stacks.account_stack import account
from stacks.run import run

run(AccountStackSettings, account)
