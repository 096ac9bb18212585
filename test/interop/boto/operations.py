from __future__ import annotations

import re

from spoiled import send_as_query
from stage import ENDPOINT, ROLE, Stage, advance, mails


class CodeDeployOperations(Stage):
    """boto3 calls CodeDeploy"""

    spoiled_first = True

    def test_applications(self) -> None:
        """applications are made, renamed, tagged and deleted"""
        cd = self.codedeploy
        made = cd.create_application(applicationName="a", computePlatform="ECS", tags=[{"Key": "team", "Value": "x"}])
        self.assertRegex(made["applicationId"], r"^[0-9a-f-]{36}$")
        cd.update_application(applicationName="a", newApplicationName="b")
        application = cd.get_application(applicationName="b")["application"]
        self.assertEqual(application["computePlatform"], "ECS")
        self.assertEqual(cd.batch_get_applications(applicationNames=["b"])["applicationsInfo"], [application])
        self.assertEqual(cd.list_applications()["applications"], ["b"])
        arn = f"arn:aws:codedeploy:{self.region}:123456789012:application:b"
        cd.tag_resource(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "live"}])
        cd.untag_resource(ResourceArn=arn, TagKeys=["team"])
        self.assertEqual(cd.list_tags_for_resource(ResourceArn=arn)["Tags"], [{"Key": "stage", "Value": "live"}])
        cd.delete_application(applicationName="b")
        self.assertEqual(cd.list_applications()["applications"], [])

    def test_configs(self) -> None:
        """deployment configurations are made, read and deleted"""
        cd = self.codedeploy
        for name, routing in (
            ("canary", {"type": "TimeBasedCanary", "timeBasedCanary": {"canaryPercentage": 5, "canaryInterval": 3}}),
            ("linear", {"type": "TimeBasedLinear", "timeBasedLinear": {"linearPercentage": 20, "linearInterval": 1}}),
            ("all", {"type": "AllAtOnce"}),
        ):
            cd.create_deployment_config(deploymentConfigName=name, computePlatform="ECS", trafficRoutingConfig=routing)
            info = cd.get_deployment_config(deploymentConfigName=name)["deploymentConfigInfo"]
            self.assertEqual(info["trafficRoutingConfig"], routing)
        listed = cd.list_deployment_configs()["deploymentConfigsList"]
        self.assertIn("CodeDeployDefault.ECSAllAtOnce", listed)
        for name in [name for name in listed if name.startswith("CodeDeployDefault.")]:
            cd.get_deployment_config(deploymentConfigName=name)
        cd.delete_deployment_config(deploymentConfigName="canary")
        self.assertNotIn("canary", cd.list_deployment_configs()["deploymentConfigsList"])

    def test_groups(self) -> None:
        """deployment groups are made, changed and deleted"""
        self.under_codedeploy()
        cd = self.codedeploy
        cd.update_deployment_group(
            applicationName="shop",
            currentDeploymentGroupName="live",
            newDeploymentGroupName="life",
            deploymentConfigName="CodeDeployDefault.ECSCanary10Percent5Minutes",
            alarmConfiguration={"enabled": True, "alarms": [{"name": "errors"}]},
        )
        info = cd.get_deployment_group(applicationName="shop", deploymentGroupName="life")["deploymentGroupInfo"]
        self.assertEqual(info["alarmConfiguration"]["alarms"], [{"name": "errors"}])
        self.assertEqual(info["serviceRoleArn"], ROLE)
        batch = cd.batch_get_deployment_groups(applicationName="shop", deploymentGroupNames=["life", "none"])
        self.assertEqual(batch["deploymentGroupsInfo"], [info])
        self.assertEqual(cd.list_deployment_groups(applicationName="shop")["deploymentGroups"], ["life"])
        self.assertEqual(
            cd.delete_deployment_group(applicationName="shop", deploymentGroupName="life")["hooksNotCleanedUp"], []
        )

    def test_revisions(self) -> None:
        """revisions are registered, listed and read"""
        self.ecs.create_cluster()
        cd = self.codedeploy
        cd.create_application(applicationName="shop", computePlatform="ECS")
        revision = self.revision()
        cd.register_application_revision(applicationName="shop", revision=revision, description="first")
        (listed,) = cd.list_application_revisions(applicationName="shop")["revisions"]
        got = cd.get_application_revision(applicationName="shop", revision=listed)
        self.assertEqual(got["revisionInfo"]["description"], "first")
        batch = cd.batch_get_application_revisions(applicationName="shop", revisions=[listed])
        self.assertEqual(len(batch["revisions"]), 1)

    def test_deployments(self) -> None:
        """deployments are listed by group, status and time"""
        self.under_codedeploy()
        deployment = self.deploy()
        cd = self.codedeploy
        for only, found in ((["Succeeded"], []), (["Created", "Queued", "InProgress"], [deployment])):
            listed = cd.list_deployments(applicationName="shop", deploymentGroupName="live", includeOnlyStatuses=only)
            self.assertEqual(listed["deployments"], found)
        info = cd.get_deployment(deploymentId=deployment)["deploymentInfo"]
        everything = {"start": info["createTime"]}
        self.assertIn(deployment, cd.list_deployments(createTimeRange=everything)["deployments"])
        self.assertEqual(cd.list_deployments(createTimeRange={"end": 946684800})["deployments"], [])


class EcsOperations(Stage):
    """boto3 calls ECS"""

    spoiled_first = True

    def test_clusters(self) -> None:
        """clusters are made, described, tagged and deleted"""
        ecs = self.ecs
        made = ecs.create_cluster(clusterName="main", tags=[{"key": "a", "value": "1"}])["cluster"]
        arn = made["clusterArn"]
        described = ecs.describe_clusters(
            clusters=["main", "none"], include=["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]
        )
        self.assertEqual([cluster["clusterArn"] for cluster in described["clusters"]], [arn])
        self.assertEqual(described["failures"][0]["reason"], "MISSING")
        ecs.tag_resource(resourceArn=arn, tags=[{"key": "b", "value": "2"}])
        ecs.untag_resource(resourceArn=arn, tagKeys=["a"])
        self.assertEqual(ecs.list_tags_for_resource(resourceArn=arn)["tags"], [{"key": "b", "value": "2"}])
        self.assertEqual(ecs.list_clusters()["clusterArns"], [arn])
        self.assertEqual(ecs.delete_cluster(cluster="main")["cluster"]["status"], "INACTIVE")

    def test_task_definitions(self) -> None:
        """task definitions are registered, listed, described and deregistered"""
        ecs = self.ecs
        arn = self.task_definition(tags=[{"key": "a", "value": "1"}])
        self.task_definition(version="2")
        described = ecs.describe_task_definition(taskDefinition="web:1", include=["TAGS"])
        self.assertEqual(described["taskDefinition"]["taskDefinitionArn"], arn)
        self.assertEqual(described["tags"], [{"key": "a", "value": "1"}])
        self.assertEqual(ecs.list_task_definition_families()["families"], ["web"])
        self.assertEqual(len(ecs.list_task_definitions(familyPrefix="web", sort="DESC")["taskDefinitionArns"]), 2)
        gone = ecs.deregister_task_definition(taskDefinition="web:1")["taskDefinition"]
        self.assertEqual(gone["status"], "INACTIVE")
        self.assertEqual(ecs.list_task_definitions(status="INACTIVE")["taskDefinitionArns"], [arn])

    def test_services(self) -> None:
        """services run tasks, which are listed, described and stopped"""
        self.under_codedeploy()
        ecs = self.ecs
        (service,) = ecs.describe_services(cluster="main", services=["web"], include=["TAGS"])["services"]
        self.assertEqual(service["deploymentController"], {"type": "CODE_DEPLOY"})
        self.assertEqual(service["runningCount"], 2)
        self.assertEqual(ecs.list_services(cluster="main", launchType="FARGATE")["serviceArns"], [service["serviceArn"]])
        tasks = ecs.list_tasks(cluster="main", serviceName="web", desiredStatus="RUNNING")["taskArns"]
        described = ecs.describe_tasks(cluster="main", tasks=tasks, include=["TAGS"])
        self.assertEqual({task["lastStatus"] for task in described["tasks"]}, {"RUNNING"})
        stopped = ecs.stop_task(cluster="main", task=tasks[0], reason="try")["task"]
        self.assertEqual(stopped["stoppedReason"], "try")
        advance(600)
        ecs.update_service(cluster="main", service="web", desiredCount=1)
        advance(600)
        sets = ecs.describe_task_sets(cluster="main", service="web", include=["TAGS"])["taskSets"]
        self.assertEqual([one["status"] for one in sets], ["PRIMARY"])
        self.assertEqual(ecs.delete_service(cluster="main", service="web", force=True)["service"]["status"], "DRAINING")
        advance(900)
        (gone,) = ecs.describe_services(cluster="main", services=["web"])["services"]
        self.assertEqual(gone["status"], "INACTIVE")

    def test_task_sets(self) -> None:
        """task sets of an EXTERNAL controller are made, scaled, promoted and deleted"""
        self.task_definition()
        ecs = self.ecs
        ecs.create_cluster(clusterName="main")
        ecs.create_service(
            cluster="main", serviceName="web", desiredCount=2, deploymentController={"type": "EXTERNAL"}
        )
        network = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}
        sets = [
            ecs.create_task_set(
                cluster="main",
                service="web",
                taskDefinition="web",
                launchType="FARGATE",
                networkConfiguration=network,
                scale={"value": 100.0, "unit": "PERCENT"},
            )["taskSet"]["taskSetArn"]
            for _ in range(2)
        ]
        advance(600)
        primary = ecs.update_service_primary_task_set(cluster="main", service="web", primaryTaskSet=sets[0])
        self.assertEqual(primary["taskSet"]["status"], "PRIMARY")
        scaled = ecs.update_task_set(
            cluster="main", service="web", taskSet=sets[1], scale={"value": 50.0, "unit": "PERCENT"}
        )
        self.assertEqual(scaled["taskSet"]["scale"]["value"], 50.0)
        ecs.delete_task_set(cluster="main", service="web", taskSet=sets[1], force=True)
        described = ecs.describe_task_sets(cluster="main", service="web", taskSets=sets[:1])
        self.assertEqual(len(described["taskSets"]), 1)


class ElbOperations(Stage):
    """boto3 calls Elastic Load Balancing"""

    spoiled_first = True

    def test_balancers(self) -> None:
        """load balancers and listeners are made, changed and deleted"""
        elb = self.elbv2
        arn = self.balancer()
        groups = [self.target_group("one"), self.target_group("two")]
        listener = self.listener(arn, 80, groups[0])
        forward = {
            "TargetGroups": [{"TargetGroupArn": group, "Weight": weight} for group, weight in zip(groups, (90, 10))],
            "TargetGroupStickinessConfig": {"Enabled": True, "DurationSeconds": 60},
        }
        (changed,) = elb.modify_listener(
            ListenerArn=listener, DefaultActions=[{"Type": "forward", "ForwardConfig": forward}]
        )["Listeners"]
        self.assertEqual(changed["DefaultActions"][0]["ForwardConfig"], forward)
        self.assertEqual(len(elb.describe_listeners(LoadBalancerArn=arn)["Listeners"]), 1)
        self.assertEqual(elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["LoadBalancerArn"], arn)
        elb.describe_load_balancer_attributes(LoadBalancerArn=arn)
        elb.add_tags(ResourceArns=[arn], Tags=[{"Key": "a", "Value": "1"}])
        self.assertEqual(
            elb.describe_tags(ResourceArns=[arn])["TagDescriptions"],
            [{"ResourceArn": arn, "Tags": [{"Key": "a", "Value": "1"}]}],
        )
        elb.delete_listener(ListenerArn=listener)
        elb.delete_load_balancer(LoadBalancerArn=arn)
        self.assertEqual(elb.describe_load_balancers()["LoadBalancers"], [])

    def test_rules(self) -> None:
        """rules are made, changed, reordered and deleted"""
        elb = self.elbv2
        listener = self.listener(self.balancer(), 80, group := self.target_group("one"))
        conditions = [
            {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a/*"]}},
            {"Field": "host-header", "HostHeaderConfig": {"Values": ["*.example.com"]}},
            {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["1"]}},
        ]
        rules = [
            elb.create_rule(
                ListenerArn=listener,
                Priority=priority,
                Conditions=[condition],
                Actions=[{"Type": "forward", "TargetGroupArn": group}],
            )["Rules"][0]["RuleArn"]
            for priority, condition in enumerate(conditions, 1)
        ]
        elb.modify_rule(RuleArn=rules[0], Conditions=[{"Field": "path-pattern", "Values": ["/b/*"]}])
        elb.set_rule_priorities(RulePriorities=[{"RuleArn": rules[0], "Priority": 50}])
        described = elb.describe_rules(ListenerArn=listener)["Rules"]
        self.assertEqual([rule["Priority"] for rule in described], ["2", "3", "50", "default"])
        self.assertEqual(len(elb.describe_rules(RuleArns=rules[:2])["Rules"]), 2)
        elb.delete_rule(RuleArn=rules[0])
        self.assertEqual(len(elb.describe_rules(ListenerArn=listener)["Rules"]), 3)

    def test_target_groups(self) -> None:
        """target groups are made, changed, given targets and deleted"""
        elb = self.elbv2
        arn = self.target_group("one")
        (changed,) = elb.modify_target_group(
            TargetGroupArn=arn, HealthCheckPath="/health", HealthCheckIntervalSeconds=10, Matcher={"HttpCode": "200-299"}
        )["TargetGroups"]
        self.assertEqual(changed["HealthCheckPath"], "/health")
        elb.modify_target_group_attributes(
            TargetGroupArn=arn, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "5"}]
        )
        attributes = elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
        self.assertIn({"Key": "deregistration_delay.timeout_seconds", "Value": "5"}, attributes)
        targets = [{"Id": "10.0.0.1", "Port": 80}, {"Id": "10.0.0.2", "Port": 81}]
        elb.register_targets(TargetGroupArn=arn, Targets=targets)
        self.listener(self.balancer(), 80, arn)
        for seconds in (0, 5, 120):
            advance(seconds)
            health = elb.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
            self.assertEqual(len(health), 2)
        elb.deregister_targets(TargetGroupArn=arn, Targets=targets[:1])
        elb.describe_target_health(TargetGroupArn=arn, Targets=targets)
        advance(60)
        unused = self.target_group("two")
        elb.delete_target_group(TargetGroupArn=unused)
        described = elb.describe_target_groups()["TargetGroups"]
        self.assertEqual([group["TargetGroupName"] for group in described], ["one"])


class SnsOperations(Stage):
    """boto3 calls SNS"""

    spoiled_first = True

    def test_topics(self) -> None:
        """topics are made, changed, published to and deleted"""
        sns = self.sns
        arn = sns.create_topic(Name="news", Tags=[{"Key": "a", "Value": "1"}])["TopicArn"]
        sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="News")
        attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
        self.assertEqual((attributes["DisplayName"], attributes["TopicArn"]), ("News", arn))
        self.assertEqual(sns.list_tags_for_resource(ResourceArn=arn)["Tags"], [{"Key": "a", "Value": "1"}])
        sent = sns.publish(
            TopicArn=arn,
            Subject="Hello",
            Message="World & <more>",
            MessageAttributes={"level": {"DataType": "String", "StringValue": "high"}},
        )
        self.assertRegex(sent["MessageId"], r"^[0-9a-f-]{36}$")
        batch = sns.publish_batch(
            TopicArn=arn,
            PublishBatchRequestEntries=[{"Id": "1", "Message": "a"}, {"Id": "2", "Message": "b"}],
        )
        self.assertEqual([entry["Id"] for entry in batch["Successful"]], ["1", "2"])
        sns.delete_topic(TopicArn=arn)
        self.assertEqual(sns.list_topics()["Topics"], [])

    def test_subscriptions(self) -> None:
        """subscriptions are asked for, read, changed and ended"""
        sns = self.sns
        topic = sns.create_topic(Name="news")["TopicArn"]
        self.assertEqual(
            sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com")["SubscriptionArn"],
            "pending confirmation",
        )
        queue = sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=f"arn:aws:sqs:{self.region}:123456789012:queue",
            ReturnSubscriptionArn=True,
        )["SubscriptionArn"]
        sns.set_subscription_attributes(SubscriptionArn=queue, AttributeName="RawMessageDelivery", AttributeValue="true")
        attributes = sns.get_subscription_attributes(SubscriptionArn=queue)["Attributes"]
        self.assertEqual(attributes["RawMessageDelivery"], "true")
        self.assertEqual(len(sns.list_subscriptions()["Subscriptions"]), 2)
        self.assertEqual(len(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]), 2)
        (token,) = set(re.findall(rf"TopicArn={re.escape(topic)}&Token=([0-9a-f]+)", mails()))
        confirmed = sns.confirm_subscription(TopicArn=topic, Token=token)["SubscriptionArn"]
        self.assertTrue(confirmed.startswith(f"{topic}:"))
        sns.unsubscribe(SubscriptionArn=queue)
        self.assertEqual(len(sns.list_subscriptions()["Subscriptions"]), 1)


class CloudWatchOperations(Stage):
    """boto3 calls CloudWatch"""

    spoiled_first = True

    def test_alarms(self) -> None:
        """alarms are made, set, read, tagged and deleted"""
        cw = self.cloudwatch
        self.alarm("errors", Tags=[{"Key": "a", "Value": "1"}])
        (alarm,) = cw.describe_alarms(AlarmNames=["errors"])["MetricAlarms"]
        self.assertEqual(alarm["StateValue"], "INSUFFICIENT_DATA")
        self.assertFalse(alarm.get("DatapointsToAlarm"))
        cw.set_alarm_state(AlarmName="errors", StateValue="ALARM", StateReason="try", StateReasonData='{"a": 1}')
        (alarm,) = cw.describe_alarms(StateValue="ALARM", AlarmTypes=["MetricAlarm"])["MetricAlarms"]
        self.assertEqual((alarm["AlarmName"], alarm["StateReason"]), ("errors", "try"))
        arn = alarm["AlarmArn"]
        cw.tag_resource(ResourceARN=arn, Tags=[{"Key": "b", "Value": "2"}])
        cw.untag_resource(ResourceARN=arn, TagKeys=["a"])
        self.assertEqual(cw.list_tags_for_resource(ResourceARN=arn)["Tags"], [{"Key": "b", "Value": "2"}])
        cw.disable_alarm_actions(AlarmNames=["errors"])
        self.assertFalse(cw.describe_alarms()["MetricAlarms"][0]["ActionsEnabled"])
        cw.enable_alarm_actions(AlarmNames=["errors"])
        cw.put_composite_alarm(AlarmName="any", AlarmRule='ALARM("errors")')
        both = cw.describe_alarms(AlarmTypes=["CompositeAlarm", "MetricAlarm"])
        self.assertEqual([alarm["AlarmName"] for alarm in both["CompositeAlarms"]], ["any"])
        history = cw.describe_alarm_history(AlarmName="errors", HistoryItemType="StateUpdate")["AlarmHistoryItems"]
        self.assertEqual(len(history), 1)
        cw.delete_alarms(AlarmNames=["any"])
        cw.delete_alarms(AlarmNames=["errors"])
        self.assertEqual(cw.describe_alarms()["MetricAlarms"], [])

    def test_query(self) -> None:
        """alarms are read over the Query protocol too"""
        self.alarm("errors")
        for operation, params in (
            ("DescribeAlarms", {"AlarmNames": ["errors"]}),
            ("SetAlarmState", {"AlarmName": "errors", "StateValue": "OK", "StateReason": "try"}),
            ("DescribeAlarmHistory", {}),
            ("SetAlarmState", {"AlarmName": "none", "StateValue": "OK", "StateReason": "try"}),
            ("DeleteAlarms", {"AlarmNames": ["errors"]}),
        ):
            model = self.cloudwatch.meta.service_model.operation_model(operation)
            send_as_query(model, self.region, ENDPOINT, params)
        self.assertEqual(self.cloudwatch.describe_alarms()["MetricAlarms"], [])

    def alarm(self, name: str, **more: object) -> None:
        self.cloudwatch.put_metric_alarm(
            AlarmName=name,
            AlarmDescription="too many errors",
            Namespace="AWS/ApplicationELB",
            MetricName="HTTPCode_Target_5XX_Count",
            Dimensions=[{"Name": "LoadBalancer", "Value": "app/web/0123456789abcdef"}],
            Statistic="Sum",
            Unit="Count",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1.0,
            ComparisonOperator="GreaterThanOrEqualToThreshold",
            TreatMissingData="notBreaching",
            **more,
        )
