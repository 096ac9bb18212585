from __future__ import annotations

from botocore.exceptions import ClientError

from stage import Stage, advance

NONE = "arn:aws:elasticloadbalancing:{region}:123456789012:{kind}/none/0123456789abcdef"


class CodeDeployRefusals(Stage):
    """boto3 catches CodeDeploy's exceptions by their classes"""

    def test_applications(self) -> None:
        """of applications"""
        cd = self.codedeploy
        cd.create_application(applicationName="a", computePlatform="ECS")
        refused = self.refused
        refused("ApplicationAlreadyExistsException", cd.create_application, cd, applicationName="a")
        refused("InvalidApplicationNameException", cd.create_application, cd, applicationName="a b/c")
        refused(
            "InvalidComputePlatformException", cd.create_application, cd, applicationName="b", computePlatform="Moon"
        )
        refused("ApplicationDoesNotExistException", cd.get_application, cd, applicationName="none")
        refused(
            "ApplicationDoesNotExistException", cd.update_application, cd, applicationName="none", newApplicationName="x"
        )
        refused("InvalidArnException", cd.list_tags_for_resource, cd, ResourceArn="arn")
        refused("InvalidTagsToAddException", cd.create_application, cd, applicationName="c", tags=[{"Value": "x"}])

    def test_configs(self) -> None:
        """of deployment configurations"""
        cd = self.codedeploy
        refused = self.refused
        refused("DeploymentConfigDoesNotExistException", cd.get_deployment_config, cd, deploymentConfigName="none")
        refused(
            "InvalidOperationException",
            cd.delete_deployment_config,
            cd,
            deploymentConfigName="CodeDeployDefault.ECSAllAtOnce",
        )
        routing = {"type": "TimeBasedCanary", "timeBasedCanary": {"canaryPercentage": 100, "canaryInterval": 1}}
        refused(
            "InvalidTrafficRoutingConfigurationException",
            cd.create_deployment_config,
            cd,
            deploymentConfigName="x",
            computePlatform="ECS",
            trafficRoutingConfig=routing,
        )
        right = {"type": "AllAtOnce"}
        cd.create_deployment_config(deploymentConfigName="x", computePlatform="ECS", trafficRoutingConfig=right)
        refused(
            "DeploymentConfigAlreadyExistsException",
            cd.create_deployment_config,
            cd,
            deploymentConfigName="x",
            computePlatform="ECS",
            trafficRoutingConfig=right,
        )

    def test_groups(self) -> None:
        """of deployment groups"""
        self.under_codedeploy()
        cd = self.codedeploy
        for exception, settings in (
            ("DeploymentGroupAlreadyExistsException", {"name": "live"}),
            ("InvalidDeploymentGroupNameException", {"name": "a b"}),
            ("ApplicationDoesNotExistException", {"name": "x", "application": "none"}),
            ("InvalidRoleException", {"name": "x", "serviceRoleArn": "role"}),
            ("DeploymentConfigDoesNotExistException", {"name": "x", "deploymentConfigName": "none"}),
            ("InvalidDeploymentStyleException", {"name": "x", "deploymentStyle": {"deploymentType": "IN_PLACE"}}),
            ("InvalidLoadBalancerInfoException", {"name": "x", "loadBalancerInfo": {}}),
            ("InvalidECSServiceException", {"name": "x", "ecsServices": [{"clusterName": "main"}]}),
            (
                "InvalidBlueGreenDeploymentConfigurationException",
                {
                    "name": "x",
                    "blueGreenDeploymentConfiguration": {
                        "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 5}
                    },
                },
            ),
            (
                "InvalidAutoRollbackConfigException",
                {"name": "x", "autoRollbackConfiguration": {"enabled": True, "events": []}},
            ),
            (
                "InvalidTriggerConfigException",
                {"name": "x", "triggerConfigurations": [{"triggerName": "t", "triggerEvents": ["NoSuchEvent"]}]},
            ),
            ("ECSServiceMappingLimitExceededException", {"name": "x"}),
        ):
            with self.subTest(exception):
                with self.assertRaises(getattr(cd.exceptions, exception)):
                    self.deployment_group(**settings)
        self.refused(
            "DeploymentGroupDoesNotExistException",
            cd.get_deployment_group,
            cd,
            applicationName="shop",
            deploymentGroupName="none",
        )

    def test_deployments(self) -> None:
        """of deployments"""
        self.under_codedeploy()
        cd = self.codedeploy
        refused = self.refused
        refused("DeploymentDoesNotExistException", cd.get_deployment, cd, deploymentId="d-AAAAAAAAA")
        refused("InvalidDeploymentIdException", cd.get_deployment, cd, deploymentId="nonsense")
        refused(
            "DeploymentGroupDoesNotExistException",
            cd.create_deployment,
            cd,
            applicationName="shop",
            deploymentGroupName="none",
            revision=self.revision(),
        )
        refused(
            "RevisionRequiredException",
            cd.create_deployment,
            cd,
            applicationName="shop",
            deploymentGroupName="live",
        )
        refused(
            "InvalidRevisionException",
            cd.create_deployment,
            cd,
            applicationName="shop",
            deploymentGroupName="live",
            revision={"revisionType": "AppSpecContent"},
        )
        refused(
            "DescriptionTooLongException",
            cd.create_deployment,
            cd,
            applicationName="shop",
            deploymentGroupName="live",
            revision=self.revision(),
            description="x" * 5000,
        )
        deployment = self.deploy()
        with self.assertRaises(cd.exceptions.DeploymentLimitExceededException):
            self.deploy("3")
        refused(
            "DeploymentIsNotInReadyStateException",
            cd.continue_deployment,
            cd,
            deploymentId=deployment,
            deploymentWaitType="READY_WAIT",
        )
        refused(
            "InvalidDeploymentWaitTypeException",
            cd.continue_deployment,
            cd,
            deploymentId=deployment,
            deploymentWaitType="SOME_WAIT",
        )
        refused(
            "InvalidLifecycleEventHookExecutionIdException",
            cd.put_lifecycle_event_hook_execution_status,
            cd,
            deploymentId=deployment,
            lifecycleEventHookExecutionId="none",
            status="Succeeded",
        )
        advance(60)
        refused(
            "DeploymentTargetDoesNotExistException",
            cd.get_deployment_target,
            cd,
            deploymentId=deployment,
            targetId="main:none",
        )
        advance(900)
        refused("DeploymentAlreadyCompletedException", cd.stop_deployment, cd, deploymentId=deployment)
        refused("InvalidNextTokenException", cd.list_deployments, cd, nextToken="nonsense")
        refused("InvalidDeploymentStatusException", cd.list_deployments, cd, includeOnlyStatuses=["Odd"])
        refused("InvalidTimeRangeException", cd.list_deployments, cd, createTimeRange={"start": 2000, "end": 1000})


class EcsRefusals(Stage):
    """boto3 catches ECS's exceptions by their classes"""

    def test_all(self) -> None:
        """of clusters, services, task sets and task definitions"""
        ecs = self.ecs
        refused = self.refused
        refused("ClusterNotFoundException", ecs.describe_services, ecs, cluster="none", services=["web"])
        refused("ClusterNotFoundException", ecs.list_tasks, ecs, cluster="none")
        refused("InvalidParameterException", ecs.create_cluster, ecs, clusterName="a b")
        refused("ClientException", ecs.describe_task_definition, ecs, taskDefinition="none:1")
        refused("ClientException", ecs.register_task_definition, ecs, family="x", containerDefinitions=[])
        self.under_codedeploy()
        refused("ServiceNotFoundException", ecs.update_service, ecs, cluster="main", service="none", desiredCount=1)
        refused("InvalidParameterException", ecs.update_service, ecs, cluster="main", service="web", taskDefinition="web")
        refused("InvalidParameterException", ecs.delete_service, ecs, cluster="main", service="web")
        refused("ClusterContainsServicesException", ecs.delete_cluster, ecs, cluster="main")
        refused("InvalidParameterException", ecs.stop_task, ecs, cluster="main", task="0" * 32)
        refused(
            "TaskSetNotFoundException", ecs.delete_task_set, ecs, cluster="main", service="web", taskSet="ecs-svc/0"
        )
        refused("InvalidParameterException", ecs.list_clusters, ecs, nextToken="nonsense")
        with self.assertRaises(ecs.exceptions.InvalidParameterException):
            self.service(self.groups[1])
        ecs.create_cluster(clusterName="other")
        ecs.delete_cluster(cluster="other")
        refused("ClusterNotFoundException", ecs.list_services, ecs, cluster="other")
        missing = ecs.describe_services(cluster="main", services=["none"])
        self.assertEqual(missing["failures"][0]["reason"], "MISSING")


class ElbRefusals(Stage):
    """boto3 catches Elastic Load Balancing's exceptions by their classes"""

    def test_all(self) -> None:
        """of load balancers, listeners, rules and target groups"""
        elb = self.elbv2
        refused = self.refused
        none = {kind: NONE.format(region=self.region, kind=kind) for kind in ("loadbalancer/app", "targetgroup")}
        refused("LoadBalancerNotFoundException", elb.describe_load_balancers, elb, Names=["none"])
        refused("TargetGroupNotFoundException", elb.describe_target_groups, elb, Names=["none"])
        refused(
            "TargetGroupNotFoundException", elb.describe_target_health, elb, TargetGroupArn=none["targetgroup"]
        )
        refused("LoadBalancerNotFoundException", elb.describe_listeners, elb, LoadBalancerArn=none["loadbalancer/app"])
        balancer, group = self.balancer(), self.target_group("one")
        listener = self.listener(balancer, 80, group)
        listener_arn = listener.rsplit("/", 1)[0] + "/0123456789abcdef"
        refused("ListenerNotFoundException", elb.describe_listeners, elb, ListenerArns=[listener_arn])
        refused("ListenerNotFoundException", elb.describe_rules, elb, ListenerArn=listener_arn)
        refused("ResourceInUseException", elb.delete_target_group, elb, TargetGroupArn=group)
        refused(
            "DuplicateListenerException",
            elb.create_listener,
            elb,
            LoadBalancerArn=balancer,
            Port=80,
            Protocol="HTTP",
            DefaultActions=[{"Type": "forward", "TargetGroupArn": self.target_group("two")}],
        )
        refused(
            "DuplicateTargetGroupNameException",
            elb.create_target_group,
            elb,
            Name="one",
            Protocol="HTTP",
            Port=81,
            VpcId="vpc-1",
            TargetType="ip",
        )
        refused(
            "InvalidTargetException", elb.register_targets, elb, TargetGroupArn=group, Targets=[{"Id": "no address"}]
        )
        rule = {
            "ListenerArn": listener,
            "Priority": 1,
            "Conditions": [{"Field": "path-pattern", "Values": ["/a"]}],
            "Actions": [{"Type": "forward", "TargetGroupArn": group}],
        }
        made = elb.create_rule(**rule)["Rules"][0]["RuleArn"]
        refused("PriorityInUseException", elb.create_rule, elb, **{**rule, "Conditions": [{"Field": "path-pattern", "Values": ["/b"]}]})
        refused("RuleNotFoundException", elb.delete_rule, elb, RuleArn=made[:-4] + "0000")
        (default,) = [one for one in elb.describe_rules(ListenerArn=listener)["Rules"] if one["IsDefault"]]
        refused("OperationNotPermittedException", elb.delete_rule, elb, RuleArn=default["RuleArn"])
        with self.assertRaises(ClientError) as caught:
            elb.create_target_group(Name="x" * 33, Protocol="HTTP", Port=80, VpcId="vpc-1")
        self.assertEqual(caught.exception.response["Error"]["Code"], "ValidationError")


class SnsRefusals(Stage):
    """boto3 catches SNS's exceptions by their classes"""

    def test_all(self) -> None:
        """of topics and subscriptions"""
        sns = self.sns
        refused = self.refused
        none = f"arn:aws:sns:{self.region}:123456789012:none"
        refused("NotFoundException", sns.publish, sns, http_status=404, TopicArn=none, Message="x")
        refused("NotFoundException", sns.get_topic_attributes, sns, http_status=404, TopicArn=none)
        refused("InvalidParameterException", sns.create_topic, sns, Name="a b")
        topic = sns.create_topic(Name="news")["TopicArn"]
        refused("InvalidParameterException", sns.publish, sns, TopicArn=topic, Message="x", Subject="a\nb")
        refused("InvalidParameterException", sns.publish, sns, TopicArn=topic, Message="")
        refused("InvalidParameterException", sns.subscribe, sns, TopicArn=topic, Protocol="pigeon", Endpoint="x")
        refused("InvalidParameterException", sns.subscribe, sns, TopicArn=topic, Protocol="email", Endpoint="nobody")
        refused("NotFoundException", sns.get_subscription_attributes, sns, http_status=404, SubscriptionArn=f"{topic}:{'0' * 8}-0000-0000-0000-{'0' * 12}")
        refused("EmptyBatchRequestException", sns.publish_batch, sns, TopicArn=topic, PublishBatchRequestEntries=[])
        refused(
            "BatchEntryIdsNotDistinctException",
            sns.publish_batch,
            sns,
            TopicArn=topic,
            PublishBatchRequestEntries=[{"Id": "1", "Message": "a"}, {"Id": "1", "Message": "b"}],
        )
        refused("ResourceNotFoundException", sns.list_tags_for_resource, sns, http_status=404, ResourceArn=none)


class Unmodelled(Stage):
    """What the engine does not model"""

    def test_all(self) -> None:
        """is refused in AWS's shape, in JSON and in Query"""
        for call, code in (
            (lambda: self.codedeploy.list_on_premises_instances(), "UnknownOperationException"),
            (lambda: self.ecs.describe_capacity_providers(), "UnknownOperationException"),
            (lambda: self.elbv2.describe_trust_stores(), "InvalidAction"),
            (lambda: self.sns.list_platform_applications(), "InvalidAction"),
        ):
            with self.assertRaises(ClientError) as caught:
                call()
            self.assertEqual(caught.exception.response["Error"]["Code"], code)
            self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
