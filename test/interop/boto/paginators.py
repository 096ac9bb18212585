from __future__ import annotations

from typing import Any

from stage import Stage, advance


class Paginators(Stage):
    """boto3's paginators"""

    def all_of(self, service: Any, operation: str, key: str, size: int | None = 2, **arguments: Any) -> list[Any]:
        """All that a paginator finds, page by page."""
        pagination = {"PageSize": size} if size else {}
        pages = list(service.get_paginator(operation).paginate(PaginationConfig=pagination, **arguments))
        found = [item for page in pages for item in page[key]]
        if size and len(found) > size:
            self.assertGreater(len(pages), 1)
        return found

    def test_codedeploy(self) -> None:
        """read all of CodeDeploy's lists"""
        self.under_codedeploy()
        cd = self.codedeploy
        names = [f"app-{number:03}" for number in range(105)]
        for name in names:
            cd.create_application(applicationName=name, computePlatform="ECS")
        self.assertEqual(sorted(self.all_of(cd, "list_applications", "applications", None)), sorted([*names, "shop"]))
        deployments = []
        for version in ("2", "3", "4"):
            deployments.append(self.deploy(version))
            advance(900)
        for arguments in ({"applicationName": "shop", "deploymentGroupName": "live"}, {"includeOnlyStatuses": ["Succeeded"]}):
            listed = self.all_of(cd, "list_deployments", "deployments", None, **arguments)
            self.assertEqual(sorted(listed), sorted(deployments))
        self.assertEqual(
            len(self.all_of(cd, "list_application_revisions", "revisions", None, applicationName="shop")), 3
        )
        self.assertGreater(len(self.all_of(cd, "list_deployment_configs", "deploymentConfigsList", None)), 5)
        self.assertEqual(
            self.all_of(cd, "list_deployment_groups", "deploymentGroups", None, applicationName="shop"), ["live"]
        )
        self.assertEqual(
            self.all_of(cd, "list_deployment_targets", "targetIds", None, deploymentId=deployments[0]), ["main:web"]
        )

    def test_ecs(self) -> None:
        """read all of ECS's lists"""
        ecs = self.ecs
        for number in range(5):
            ecs.create_cluster(clusterName=f"cluster-{number}")
            self.task_definition(family=f"family-{number}")
        self.assertEqual(len(self.all_of(ecs, "list_clusters", "clusterArns")), 5)
        self.assertEqual(len(self.all_of(ecs, "list_task_definitions", "taskDefinitionArns")), 5)
        self.assertEqual(
            self.all_of(ecs, "list_task_definition_families", "families"), [f"family-{number}" for number in range(5)]
        )
        self.under_codedeploy()
        ecs.update_service(cluster="main", service="web", desiredCount=5)
        advance(600)
        self.assertEqual(len(self.all_of(ecs, "list_tasks", "taskArns", cluster="main")), 5)
        for number in range(4):
            ecs.create_service(
                cluster="main", serviceName=f"s{number}", desiredCount=0, deploymentController={"type": "EXTERNAL"}
            )
        self.assertEqual(len(self.all_of(ecs, "list_services", "serviceArns", cluster="main")), 5)

    def test_elbv2(self) -> None:
        """read all of Elastic Load Balancing's lists"""
        elb = self.elbv2
        groups = [self.target_group(f"group-{number}") for number in range(5)]
        balancers = [self.balancer(f"balancer-{number}") for number in range(5)]
        listeners = [self.listener(balancers[0], 80 + number, groups[0]) for number in range(5)]
        for number in range(5):
            elb.create_rule(
                ListenerArn=listeners[0],
                Priority=number + 1,
                Conditions=[{"Field": "path-pattern", "Values": [f"/{number}"]}],
                Actions=[{"Type": "forward", "TargetGroupArn": groups[0]}],
            )
        self.assertEqual(len(self.all_of(elb, "describe_target_groups", "TargetGroups")), 5)
        self.assertEqual(len(self.all_of(elb, "describe_load_balancers", "LoadBalancers")), 5)
        self.assertEqual(len(self.all_of(elb, "describe_listeners", "Listeners", LoadBalancerArn=balancers[0])), 5)
        self.assertEqual(len(self.all_of(elb, "describe_rules", "Rules", ListenerArn=listeners[0])), 6)

    def test_sns(self) -> None:
        """read all of SNS's lists"""
        sns = self.sns
        topics = [sns.create_topic(Name=f"topic-{number:03}")["TopicArn"] for number in range(105)]
        for number in range(105):
            sns.subscribe(
                TopicArn=topics[0], Protocol="sqs", Endpoint=f"arn:aws:sqs:{self.region}:123456789012:queue-{number}"
            )
        self.assertEqual(len(self.all_of(sns, "list_topics", "Topics", None)), 105)
        self.assertEqual(len(self.all_of(sns, "list_subscriptions", "Subscriptions", None)), 105)
        self.assertEqual(
            len(self.all_of(sns, "list_subscriptions_by_topic", "Subscriptions", None, TopicArn=topics[0])), 105
        )
