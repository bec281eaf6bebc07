// Every policy of AWS Guard, as its README starts it.
const { AwsGuard } = require("@pulumi/awsguard");

new AwsGuard({ all: "mandatory" });
