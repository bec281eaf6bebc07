"""Protection of detection: trails, recorders, detectors, findings and alert routes."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import deploys
from soc2_baseline.components.organization.policies.wording import Denial, sparing
from soc2_baseline.components.statements import Statement, actions

_TAMPERING = """
access-analyzer: DeleteAnalyzer DeleteArchiveRule UpdateAnalyzer
cloudtrail: DeleteEventDataStore DeleteTrail PutEventSelectors PutInsightSelectors
  RemoveTags StopEventDataStoreIngestion StopLogging UpdateEventDataStore UpdateTrail
config: Delete* PutConfigurationRecorder PutDeliveryChannel PutRetentionConfiguration
  StopConfigurationRecorder
guardduty: CreateFilter DeleteDetector DeleteMalwareProtectionPlan DeleteMembers
  DeletePublishingDestination DisassociateFrom* DisassociateMembers StopMonitoringMembers
  UpdateDetector UpdateFilter UpdatePublishingDestination
inspector2: CreateFilter Disable DisassociateMember UpdateConfiguration
macie2: DisableMacie DisassociateFrom* DisassociateMember UpdateMacieSession
securityhub: BatchDisableStandards DeleteFindingAggregator DeleteMembers DisableSecurityHub*
  DisassociateFrom* DisassociateMembers UpdateFindingAggregator UpdateSecurityHubConfiguration
  UpdateStandardsControl
"""
_ROUTES = """
cloudwatch: DeleteAlarms DisableAlarmActions PutCompositeAlarm PutMetricAlarm SetAlarmState
events: DeleteArchive DeleteRule DisableRule PutRule RemoveTargets
sns: DeleteTopic RemovePermission SetTopicAttributes Unsubscribe
"""


def detection(environment: Environment) -> list[Statement]:
    """Deny tampering with detection and alert routes to all but the deploy role."""
    spared = sparing(deploys(environment))
    return [
        Denial(sid="KeepDetection", actions=actions(_TAMPERING), conditions=spared),
        Denial(
            sid="KeepAlertRoutes",
            actions=actions(_ROUTES),
            resources=[
                f"arn:{environment.partition}:cloudwatch:*:*:alarm:shared-*",
                f"arn:{environment.partition}:events:*:*:rule/shared-*",
                f"arn:{environment.partition}:events:*:*:archive/shared-*",
                f"arn:{environment.partition}:sns:*:*:shared-*",
            ],
            conditions=spared,
        ),
    ]
